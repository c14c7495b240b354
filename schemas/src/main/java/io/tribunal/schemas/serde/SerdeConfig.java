package io.tribunal.schemas.serde;

import io.tribunal.schemas.registry.CachedSchemaRegistry;
import io.tribunal.schemas.registry.RegistryConfig;
import io.tribunal.schemas.registry.SchemaRegistry;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Settings of a serializer or deserializer, by Confluent's names.
 *
 * @param registry absent when none is configured; the schema id is 0 then
 */
record SerdeConfig(
        Optional<SchemaRegistry> registry,
        boolean autoRegister,
        boolean useLatest,
        SubjectNameStrategy strategy,
        boolean isKey) {
    static final String AUTO_REGISTER = "auto.register.schemas";
    static final String USE_LATEST = "use.latest.version";
    static final String KEY_STRATEGY = "key.subject.name.strategy";
    static final String VALUE_STRATEGY = "value.subject.name.strategy";

    private static final String DEFAULT_STRATEGY = SubjectNameStrategy.PACKAGE + "TopicNameStrategy";
    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    AUTO_REGISTER,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    ConfigDef.Importance.MEDIUM,
                    "Register the schema when first used; wins over " + USE_LATEST + ".")
            .define(
                    USE_LATEST,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    ConfigDef.Importance.LOW,
                    "Write with the subject's latest schema.")
            .define(
                    KEY_STRATEGY,
                    ConfigDef.Type.STRING,
                    DEFAULT_STRATEGY,
                    ConfigDef.Importance.LOW,
                    "Subject of a key's schema.")
            .define(
                    VALUE_STRATEGY,
                    ConfigDef.Type.STRING,
                    DEFAULT_STRATEGY,
                    ConfigDef.Importance.LOW,
                    "Subject of a value's schema.");

    static SerdeConfig of(Map<String, ?> settings, boolean isKey) {
        AbstractConfig config = new AbstractConfig(DEFINITION, settings, false);
        String strategy = isKey ? KEY_STRATEGY : VALUE_STRATEGY;
        return new SerdeConfig(
                RegistryConfig.of(settings).map(CachedSchemaRegistry::connect),
                config.getBoolean(AUTO_REGISTER),
                config.getBoolean(USE_LATEST),
                SubjectNameStrategy.of(strategy, config.getString(strategy)),
                isKey);
    }
}
