package io.tribunal.schemas.serde;

import io.tribunal.schemas.codec.PlainFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a plain topic, written in any version of their schema. Without a configured registry, and for schema
 * id 0, it assumes this version of the schema.
 */
public abstract class PlainDeserializer<T> extends TransportedFormat<T> implements Deserializer<T> {
    PlainDeserializer(PlainFormat<T> format, AvroTransport transport) {
        super(format, transport);
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] value) {
        return deserialize(topic, new RecordHeaders(), value);
    }

    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] value) {
        return value == null ? null : transport.read(topic, headers, value, format);
    }
}
