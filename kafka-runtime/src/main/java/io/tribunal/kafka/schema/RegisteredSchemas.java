package io.tribunal.kafka.schema;

import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.codec.TopicSchemas;
import io.tribunal.schemas.registry.CachedSchemaRegistry;
import io.tribunal.schemas.registry.RegistryConfig;
import io.tribunal.schemas.registry.RegistryException;
import io.tribunal.schemas.registry.SchemaRegistry;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import java.util.Optional;

/**
 * The ids under which the value schemas are registered (subject {@code <topic>-value}), for third-party tools. Whoever writes
 * asks for them before its first record: where a registry is configured, no record has an id that is not registered. Without
 * one the id is 0.
 */
public final class RegisteredSchemas {
    private static final int WITHOUT_REGISTRY = 0;

    private final Optional<SchemaRegistry> registry;
    private final TopicNames topics;

    public RegisteredSchemas(TribunalConfig config) {
        this.registry = config.schemaRegistryUrl()
                .flatMap(url -> RegistryConfig.of(config.own()))
                .map(CachedSchemaRegistry::connect);
        this.topics = TopicNames.of(config.namespace());
    }

    /**
     * Registers the topic's schema if necessary, and returns its id.
     *
     * @throws RegistryException when the registry does not answer or refuses; ask again later, and write nothing meanwhile
     */
    public int idOf(Topic topic) {
        return registry.flatMap(known ->
                        TopicSchemas.of(topic).map(schema -> known.register(topics.name(topic) + "-value", schema)))
                .orElse(WITHOUT_REGISTRY);
    }
}
