package io.tribunal.schemas.serde;

import io.tribunal.schemas.codec.PlainFormat;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/**
 * Carries records of a plain topic as framed Avro. Ours is {@link RegistryTransport}; the same tests run with Confluent's
 * own serializers in its place ({@code -Pconfluent}).
 */
interface AvroTransport extends AutoCloseable {
    /** Takes Confluent's setting names; before it, nothing is configured. */
    void configure(Map<String, ?> settings, boolean isKey);

    /**
     * The value for the topic.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the registry refuses
     */
    <T> byte[] write(String topic, PlainFormat<T> format, T value);

    /**
     * What a value holds, in whatever version of the schema it was written.
     *
     * @throws org.apache.kafka.common.errors.SerializationException for what cannot be read
     */
    <T> T read(String topic, Headers headers, byte[] value, PlainFormat<T> format);

    @Override
    default void close() {}
}
