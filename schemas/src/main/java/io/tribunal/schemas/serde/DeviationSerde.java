package io.tribunal.schemas.serde;

import io.tribunal.core.ballot.Deviation;
import org.apache.kafka.common.serialization.Serdes.WrapperSerde;

/** Serializes and deserializes deviations. */
public final class DeviationSerde extends WrapperSerde<Deviation> {
    public DeviationSerde() {
        super(new DeviationSerializer(), new DeviationDeserializer());
    }
}
