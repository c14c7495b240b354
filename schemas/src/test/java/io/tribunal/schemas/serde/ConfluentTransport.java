package io.tribunal.schemas.serde;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tribunal.core.identity.Bytes;
import io.tribunal.schemas.codec.PlainFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Confluent's own serializer, deserializer and registry client in place of ours. Uses reflection, because they are on
 * the class path under {@code -Pconfluent} only.
 */
final class ConfluentTransport implements AvroTransport {
    private static final String PACKAGE = "io.confluent.kafka.serializers.";

    private final Serializer<Object> serializer = instance("KafkaAvroSerializer");
    private final Deserializer<Object> deserializer = instance("KafkaAvroDeserializer");

    /** Whether the build requires Confluent's client; a missing one is a failure then. */
    static boolean isRequired() {
        return Boolean.getBoolean("tribunal.confluent.required");
    }

    /** The transport that the serde tests of this build run with. */
    static AvroTransport underTest() {
        return isRequired() ? new ConfluentTransport() : new RegistryTransport();
    }

    /** Skips a test of behaviour that Confluent's client does not have. */
    static void assumeOurs(String reason) {
        assumeFalse(isRequired(), reason);
    }

    @SuppressWarnings("unchecked") // both are of Object by Confluent's contract
    private static <T> T instance(String name) {
        try {
            return (T) Class.forName(PACKAGE + name).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Confluent's classes are on the class path under -Pconfluent only", e);
        }
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("avro.remove.java.properties", true);
        serializer.configure(all, isKey);
        deserializer.configure(all, isKey);
    }

    @Override
    public <T> byte[] write(String topic, PlainFormat<T> format, T value) {
        byte[] body = format.encode(value).array();
        try {
            return serializer.serialize(
                    topic,
                    new GenericDatumReader<>(format.schema())
                            .read(null, DecoderFactory.get().binaryDecoder(body, null)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> T read(String topic, Headers headers, byte[] value, PlainFormat<T> format) {
        GenericRecord record = (GenericRecord) deserializer.deserialize(topic, headers, value);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
        try {
            new GenericDatumWriter<>(record.getSchema()).write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return format.decode(record.getSchema(), Bytes.wrap(body.toByteArray()));
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}
