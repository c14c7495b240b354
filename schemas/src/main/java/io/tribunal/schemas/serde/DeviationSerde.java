package io.tribunal.schemas.serde;

import io.tribunal.core.ballot.Deviation;
import org.apache.kafka.common.serialization.Serdes.WrapperSerde;

/** Both ways of deviations. */
public final class DeviationSerde extends WrapperSerde<Deviation> {
    public DeviationSerde() {
        super(new DeviationSerializer(), new DeviationDeserializer());
    }
}
