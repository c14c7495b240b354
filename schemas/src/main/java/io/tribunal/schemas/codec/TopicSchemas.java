package io.tribunal.schemas.codec;

import io.tribunal.schemas.avro.Checkpoint;
import io.tribunal.schemas.avro.OrderEntry;
import io.tribunal.schemas.avro.ResponseLogEntry;
import io.tribunal.schemas.avro.SignedEnvelope;
import io.tribunal.schemas.avro.SnapshotChunk;
import io.tribunal.schemas.topic.Topic;
import java.util.Optional;
import org.apache.avro.Schema;

/** The schema of each topic's values, as registered for third-party tools. */
public final class TopicSchemas {
    private TopicSchemas() {}

    /** The schema of a topic's values; empty for a topic without one. */
    public static Optional<Schema> of(Topic topic) {
        return switch (topic) {
            case BUSINESS_LOG, RULES -> Optional.of(PortableSchema.of(SignedEnvelope.getClassSchema()));
            case RESPONSE_LOG -> Optional.of(PortableSchema.of(ResponseLogEntry.getClassSchema()));
            case VERDICTS -> Optional.of(PlainFormat.VERDICT.schema());
            case DEVIATIONS -> Optional.of(PlainFormat.DEVIATION.schema());
            case ISOLATION_ENDORSEMENTS -> Optional.of(PortableSchema.of(OrderEntry.getClassSchema()));
            case ISOLATION_DECISIONS, ISOLATION_AUDIT -> Optional.of(PlainFormat.DECISION.schema());
            case CHECKPOINTS -> Optional.of(PortableSchema.of(Checkpoint.getClassSchema()));
            case SNAPSHOTS -> Optional.of(PortableSchema.of(SnapshotChunk.getClassSchema()));
            case DEAD_LETTERS -> Optional.empty();
        };
    }
}
