package io.tribunal.schemas.serde;

import io.tribunal.schemas.codec.PlainFormat;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.schemas.registry.RegistryException;
import io.tribunal.schemas.registry.SchemaRegistry;
import io.tribunal.schemas.registry.SchemaRegistry.RegisteredSchema;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes records of a plain topic in Confluent's wire format. Without a configured registry the schema id is 0. */
public abstract class PlainSerializer<T> implements Serializer<T> {
    private final PlainFormat<T> format;
    private SerdeConfig config = SerdeConfig.of(Map.of(), false);

    PlainSerializer(PlainFormat<T> format) {
        this.format = format;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        config = SerdeConfig.of(settings, isKey);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        if (config.registry().isEmpty()) {
            return WireFormat.frame(0, format.encode(value).array());
        }
        try {
            return serialize(config.registry().get(), topic, value);
        } catch (RegistryException | IllegalArgumentException e) {
            throw new SerializationException("cannot write a record of " + topic + ": " + e.getMessage(), e);
        }
    }

    private byte[] serialize(SchemaRegistry registry, String topic, T value) {
        Schema schema = format.schema();
        String subject = config.strategy().subject(topic, config.isKey(), schema.getFullName());
        if (config.autoRegister()) {
            return WireFormat.frame(
                    registry.register(subject, schema), format.encode(value).array());
        }
        if (config.useLatest()) {
            RegisteredSchema latest = registry.latest(subject);
            return WireFormat.frame(
                    latest.id(), format.encodeAs(latest.schema(), value).array());
        }
        return WireFormat.frame(
                registry.lookup(subject, schema), format.encode(value).array());
    }
}
