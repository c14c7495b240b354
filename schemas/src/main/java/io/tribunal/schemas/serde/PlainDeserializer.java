package io.tribunal.schemas.serde;

import io.tribunal.core.identity.Bytes;
import io.tribunal.schemas.codec.PlainFormat;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.schemas.registry.RegistryException;
import io.tribunal.schemas.registry.SchemaRegistry;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a plain topic, in whatever version of their schema they were written. Without a configured registry, and
 * for schema id 0, it takes the body to be of our own version.
 */
public abstract class PlainDeserializer<T> implements Deserializer<T> {
    private final PlainFormat<T> format;
    private SerdeConfig config = SerdeConfig.of(Map.of(), false);

    PlainDeserializer(PlainFormat<T> format) {
        this.format = format;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        config = SerdeConfig.of(settings, isKey);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] value) {
        return value == null ? null : read(topic, value, Optional.empty());
    }

    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] value) {
        return value == null ? null : read(topic, value, SchemaGuid.in(headers, config.isKey()));
    }

    private T read(String topic, byte[] value, Optional<String> guid) {
        try {
            if (guid.isPresent() && config.registry().isPresent()) {
                return format.decode(config.registry().get().byGuid(guid.get()), Bytes.wrap(value));
            }
            int id = WireFormat.schemaId(value)
                    .orElseThrow(() -> new IllegalArgumentException("no schema id before the body"));
            return format.decode(writer(id), WireFormat.body(value).orElseThrow());
        } catch (RegistryException | IllegalArgumentException e) {
            throw new SerializationException("cannot read a record of " + topic + ": " + e.getMessage(), e);
        }
    }

    private Schema writer(int id) {
        Optional<SchemaRegistry> registry = config.registry().filter(any -> id != 0);
        return registry.map(known -> known.byId(id)).orElse(format.schema());
    }
}
