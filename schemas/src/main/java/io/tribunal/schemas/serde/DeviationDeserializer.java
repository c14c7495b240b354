package io.tribunal.schemas.serde;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.schemas.codec.PlainFormat;

/** Reads the values of the topic of deviations. */
public final class DeviationDeserializer extends PlainDeserializer<Deviation> {
    public DeviationDeserializer() {
        this(new RegistryTransport());
    }

    DeviationDeserializer(AvroTransport transport) {
        super(PlainFormat.DEVIATION, transport);
    }
}
