package io.tribunal.kafka.schema;

import io.tribunal.schemas.topic.Topic;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Registered schema ids of the topics that a role writes, looked up once at its start. */
public final class SchemaIds {
    private final Map<Topic, Integer> ids;

    private SchemaIds(Map<Topic, Integer> ids) {
        this.ids = Map.copyOf(ids);
    }

    /** Looks the topics' ids up, and registers the schemas that are missing. */
    public static SchemaIds of(RegisteredSchemas schemas, Topic... topics) {
        return of(Stream.of(topics).collect(Collectors.toMap(topic -> topic, schemas::idOf)));
    }

    public static SchemaIds of(Map<Topic, Integer> ids) {
        return new SchemaIds(ids);
    }

    /** The id of the schema of a topic's values, 0 when none is registered. */
    public int idOf(Topic topic) {
        return ids.getOrDefault(topic, 0);
    }
}
