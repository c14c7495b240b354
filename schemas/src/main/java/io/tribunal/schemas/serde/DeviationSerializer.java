package io.tribunal.schemas.serde;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.schemas.codec.PlainFormat;

/** Serializes the values of the deviations topic. */
public final class DeviationSerializer extends PlainSerializer<Deviation> {
    public DeviationSerializer() {
        this(new RegistryTransport());
    }

    DeviationSerializer(AvroTransport transport) {
        super(PlainFormat.DEVIATION, transport);
    }
}
