package io.tribunal.schemas.serde;

import io.tribunal.core.ballot.Verdict;
import org.apache.kafka.common.serialization.Serdes.WrapperSerde;

/** Serializes and deserializes verdicts. */
public final class VerdictSerde extends WrapperSerde<Verdict> {
    public VerdictSerde() {
        super(new VerdictSerializer(), new VerdictDeserializer());
    }
}
