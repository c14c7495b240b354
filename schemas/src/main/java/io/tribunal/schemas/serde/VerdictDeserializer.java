package io.tribunal.schemas.serde;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.schemas.codec.PlainFormat;

/** Deserializes the values of the verdicts topic. */
public final class VerdictDeserializer extends PlainDeserializer<Verdict> {
    public VerdictDeserializer() {
        this(new RegistryTransport());
    }

    VerdictDeserializer(AvroTransport transport) {
        super(PlainFormat.VERDICT, transport);
    }
}
