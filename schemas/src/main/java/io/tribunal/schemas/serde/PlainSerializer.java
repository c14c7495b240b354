package io.tribunal.schemas.serde;

import io.tribunal.schemas.codec.PlainFormat;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes records of a plain topic in Confluent's wire format. Without a configured registry the schema id is 0. */
public abstract class PlainSerializer<T> extends TransportedFormat<T> implements Serializer<T> {
    PlainSerializer(PlainFormat<T> format, AvroTransport transport) {
        super(format, transport);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        return value == null ? null : transport.write(topic, format, value);
    }
}
