package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.schemas.avro.DeviationKind;

/** Converts deviations to and from Avro. */
final class DeviationForm {
    private DeviationForm() {}

    static io.tribunal.schemas.avro.Deviation toAvro(Deviation deviation) {
        return new io.tribunal.schemas.avro.Deviation(
                DeviationKind.valueOf(deviation.kind().name()),
                deviation.executorId().value(),
                deviation.position().partition(),
                deviation.position().offset(),
                AvroValues.digest(deviation.requestHash()),
                deviation.inherited(),
                io.tribunal.schemas.avro.Difference.valueOf(deviation.differs().name()),
                AvroValues.nullable(deviation.responseOffset(), offset -> offset),
                deviation.index(),
                AvroValues.buffer(deviation.expected()),
                AvroValues.buffer(deviation.got()),
                deviation.observedAtResponseOffset(),
                AvroValues.nullable(deviation.latency(), latency -> latency));
    }

    /**
     * The deviation of an Avro record.
     *
     * @throws IllegalArgumentException when the fields do not form a deviation
     */
    static Deviation fromAvro(io.tribunal.schemas.avro.Deviation avro) {
        return new Deviation(
                Deviation.Kind.valueOf(avro.getKind().name()),
                new ExecutorId(avro.getExecutorId()),
                new LogPosition(avro.getPartition(), avro.getBusinessOffset()),
                AvroValues.hash(avro.getRequestHash()),
                avro.getInherited(),
                Difference.valueOf(avro.getDiffers().name()),
                AvroValues.optional(avro.getResponseOffset(), offset -> offset),
                avro.getIndex(),
                AvroValues.bytes(avro.getExpected()),
                AvroValues.bytes(avro.getGot()),
                avro.getObservedAtResponseOffset(),
                AvroValues.optional(avro.getLatency(), latency -> latency));
    }
}
