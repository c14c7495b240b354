package io.tribunal.schemas.codec;

import io.tribunal.schemas.avro.OrderEntry;
import io.tribunal.schemas.avro.ResponseLogEntry;
import io.tribunal.schemas.avro.SignedEnvelope;
import io.tribunal.schemas.topic.Topic;
import java.util.Optional;
import org.apache.avro.Schema;

/** The schema of each topic's values, as it is registered for everyone's tools. */
public final class TopicSchemas {
    private TopicSchemas() {}

    /** Empty for a topic whose values have no schema of ours. */
    public static Optional<Schema> of(Topic topic) {
        return switch (topic) {
            case BUSINESS_LOG -> Optional.of(PortableSchema.of(SignedEnvelope.getClassSchema()));
            case RESPONSE_LOG -> Optional.of(PortableSchema.of(ResponseLogEntry.getClassSchema()));
            case VERDICTS -> Optional.of(PlainFormat.VERDICT.schema());
            case DEVIATIONS -> Optional.of(PlainFormat.DEVIATION.schema());
            case ISOLATION_ENDORSEMENTS -> Optional.of(PortableSchema.of(OrderEntry.getClassSchema()));
            case ISOLATION_DECISIONS, ISOLATION_AUDIT -> Optional.of(PlainFormat.DECISION.schema());
            case DEAD_LETTERS, CHECKPOINTS, SNAPSHOTS -> Optional.empty();
        };
    }
}
