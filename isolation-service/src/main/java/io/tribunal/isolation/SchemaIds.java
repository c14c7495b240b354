package io.tribunal.isolation;

import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.schemas.topic.Topic;

/** Ids of the schemas under which a validator's records are framed, 0 where there is no registry. */
public record SchemaIds(int control, int order, int latest, int audit) {
    public static SchemaIds of(RegisteredSchemas schemas) {
        return new SchemaIds(
                schemas.idOf(Topic.BUSINESS_LOG),
                schemas.idOf(Topic.ISOLATION_ENDORSEMENTS),
                schemas.idOf(Topic.ISOLATION_DECISIONS),
                schemas.idOf(Topic.ISOLATION_AUDIT));
    }
}
