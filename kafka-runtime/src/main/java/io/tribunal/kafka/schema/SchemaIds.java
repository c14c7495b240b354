package io.tribunal.kafka.schema;

import io.tribunal.schemas.topic.Topic;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Registered schema ids of the topics that a role writes, looked up once at its start. */
public final class SchemaIds {
    private final Map<Topic, Integer> ids;

    private SchemaIds(Map<Topic, Integer> ids) {
        this.ids = Map.copyOf(ids);
    }

    /** Looks the topics' ids up, and registers the schemas that are missing. */
    public static SchemaIds of(RegisteredSchemas schemas, Collection<Topic> topics) {
        return of(topics.stream().collect(Collectors.toMap(topic -> topic, schemas::idOf)));
    }

    public static SchemaIds of(Map<Topic, Integer> ids) {
        return new SchemaIds(ids);
    }

    /**
     * The id of the schema of a topic's values.
     *
     * @throws IllegalArgumentException when it was not looked up
     */
    public int idOf(Topic topic) {
        Integer id = ids.get(topic);
        if (id == null) {
            throw new IllegalArgumentException("no schema id was looked up for " + topic);
        }
        return id;
    }
}
