package io.tribunal.kafka.schema;

import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.process.LogText;
import io.tribunal.schemas.codec.TopicSchemas;
import io.tribunal.schemas.registry.CachedSchemaRegistry;
import io.tribunal.schemas.registry.RegistryConfig;
import io.tribunal.schemas.registry.RegistryException;
import io.tribunal.schemas.registry.SchemaRegistry;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import java.util.Optional;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids under which the value schemas are registered (subject {@code <topic>-value}). Only third-party tools read
 * these ids, so writing never depends on a registry: without one, or when it does not answer, the id is 0.
 */
public final class RegisteredSchemas {
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredSchemas.class);
    private static final int UNREGISTERED = 0;

    private final Optional<SchemaRegistry> registry;
    private final TopicNames topics;

    public RegisteredSchemas(TribunalConfig config) {
        this.registry = config.schemaRegistryUrl()
                .flatMap(url -> RegistryConfig.of(config.own()))
                .map(CachedSchemaRegistry::connect);
        this.topics = TopicNames.of(config.namespace());
    }

    /** Registers the topic's schema if necessary, and returns its id. */
    public int idOf(Topic topic) {
        return registry.flatMap(
                        known -> TopicSchemas.of(topic).map(schema -> register(known, topics.name(topic), schema)))
                .orElse(UNREGISTERED);
    }

    private static int register(SchemaRegistry registry, String topic, Schema schema) {
        try {
            return registry.register(topic + "-value", schema);
        } catch (RegistryException e) {
            LOG.warn(
                    "event=schema_not_registered topic={} error=\"{}\"",
                    topic,
                    LogText.escaped(String.valueOf(e.getMessage())));
            return UNREGISTERED;
        }
    }
}
