package io.tribunal.schemas.serde;

import io.tribunal.schemas.codec.PlainFormat;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/**
 * Converts records of a plain topic to and from framed Avro. Implemented by {@link RegistryTransport}; the same tests
 * also run with Confluent's own serializers in its place ({@code -Pconfluent}).
 */
interface AvroTransport extends AutoCloseable {
    /** Configures the transport, with Confluent's setting names. */
    void configure(Map<String, ?> settings, boolean isKey);

    /**
     * The framed value of a record.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the registry refuses
     */
    <T> byte[] write(String topic, PlainFormat<T> format, T value);

    /**
     * The record of a framed value, written in any version of the schema.
     *
     * @throws org.apache.kafka.common.errors.SerializationException when the value cannot be read
     */
    <T> T read(String topic, Headers headers, byte[] value, PlainFormat<T> format);

    @Override
    default void close() {}
}
