package io.tribunal.schemas.serde;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.schemas.codec.PlainFormat;

/** Deserializes the values of the deviations topic. */
public final class DeviationDeserializer extends PlainDeserializer<Deviation> {
    public DeviationDeserializer() {
        this(new RegistryTransport());
    }

    DeviationDeserializer(AvroTransport transport) {
        super(PlainFormat.DEVIATION, transport);
    }
}
