package io.tribunal.schemas.serde;

import io.tribunal.core.identity.Bytes;
import io.tribunal.schemas.codec.PlainFormat;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.schemas.registry.RegistryException;
import io.tribunal.schemas.registry.SchemaRegistry;
import io.tribunal.schemas.registry.SchemaRegistry.RegisteredSchema;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;

/**
 * Confluent's wire format with our own registry client. Without a configured registry it writes schema id 0. Without a
 * registry, and for schema id 0, it assumes that values have this version of the schema.
 */
final class RegistryTransport implements AvroTransport {
    private static final int UNREGISTERED = 0;

    private SerdeConfig config = SerdeConfig.of(Map.of(), false);

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        config = SerdeConfig.of(settings, isKey);
    }

    @Override
    public <T> byte[] write(String topic, PlainFormat<T> format, T value) {
        if (config.registry().isEmpty()) {
            return WireFormat.frame(UNREGISTERED, format.encode(value).array());
        }
        try {
            return write(config.registry().get(), topic, format, value);
        } catch (RegistryException | IllegalArgumentException e) {
            throw new SerializationException("cannot write a record of " + topic + ": " + e.getMessage(), e);
        }
    }

    private <T> byte[] write(SchemaRegistry registry, String topic, PlainFormat<T> format, T value) {
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

    @Override
    public <T> T read(String topic, Headers headers, byte[] value, PlainFormat<T> format) {
        try {
            Optional<String> guid = SchemaGuid.in(headers, config.isKey());
            if (guid.isPresent() && config.registry().isPresent()) {
                return format.decode(config.registry().get().byGuid(guid.get()), Bytes.wrap(value));
            }
            int id = WireFormat.schemaId(value)
                    .orElseThrow(() -> new IllegalArgumentException("no schema id before the body"));
            return format.decode(
                    writer(id).orElse(format.schema()), WireFormat.body(value).orElseThrow());
        } catch (RegistryException | IllegalArgumentException e) {
            throw new SerializationException("cannot read a record of " + topic + ": " + e.getMessage(), e);
        }
    }

    private Optional<Schema> writer(int id) {
        return config.registry().filter(any -> id != UNREGISTERED).map(known -> known.byId(id));
    }
}
