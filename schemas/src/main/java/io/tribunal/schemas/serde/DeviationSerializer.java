package io.tribunal.schemas.serde;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.schemas.codec.PlainFormat;

/** Writes the values of the topic of deviations. */
public final class DeviationSerializer extends PlainSerializer<Deviation> {
    public DeviationSerializer() {
        this(new RegistryTransport());
    }

    DeviationSerializer(AvroTransport transport) {
        super(PlainFormat.DEVIATION, transport);
    }
}
