package io.tribunal.schemas.serde;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.schemas.codec.PlainFormat;

/** Serializes the values of the verdicts topic. */
public final class VerdictSerializer extends PlainSerializer<Verdict> {
    public VerdictSerializer() {
        this(new RegistryTransport());
    }

    VerdictSerializer(AvroTransport transport) {
        super(PlainFormat.VERDICT, transport);
    }
}
