package io.tribunal.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.schemas.DecisionSamples;
import io.tribunal.schemas.codec.PlainFormat;
import io.tribunal.schemas.codec.TrustedRecords;
import io.tribunal.schemas.registry.InMemoryRegistry;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our serializers and Confluent's own produce and read the same bytes. Runs under {@code -Pconfluent} only. */
class ConfluentInteroperationTest {
    private static final String TOPIC = "tribunal.verdicts";
    private static final String SERIALIZER = "io.confluent.kafka.serializers.KafkaAvroSerializer";
    private static final String DESERIALIZER = "io.confluent.kafka.serializers.KafkaAvroDeserializer";

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @BeforeEach
    void needsConfluentsClasses() {
        assumeTrue(
                ConfluentTransport.isRequired() || isPresent(),
                "Confluent's serializers are on the class path under -Pconfluent only");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldWriteTheSameBytesAsConfluentsSerializer() throws Exception {
        TrustedRecords.trust();
        for (Verdict verdict : verdicts()) {
            byte[] ours = ours(verdict);
            byte[] body = PlainFormat.VERDICT.encode(verdict).array();

            assertThat(genuineSerializer().serialize(TOPIC, generic(PlainFormat.VERDICT.schema(), body)))
                    .isEqualTo(ours);
            assertThat(genuineSerializer().serialize(TOPIC, specific(body))).isEqualTo(ours);
        }
    }

    @Test
    void shouldBeReadableByConfluentsDeserializer() throws Exception {
        for (Verdict verdict : verdicts()) {
            Object read = genuineDeserializer().deserialize(TOPIC, ours(verdict));

            assertThat(read)
                    .isEqualTo(generic(
                            PlainFormat.VERDICT.schema(),
                            PlainFormat.VERDICT.encode(verdict).array()));
        }
    }

    @Test
    void shouldReadTheOutputOfConfluentsSerializer() throws Exception {
        Deviation deviation = DecisionSamples.deviation(Deviation.Kind.WRONG_OUTPUT);
        Object record = generic(
                PlainFormat.DEVIATION.schema(),
                PlainFormat.DEVIATION.encode(deviation).array());

        byte[] genuine = genuineSerializer().serialize("tribunal.deviations", record);

        try (DeviationDeserializer deserializer = new DeviationDeserializer()) {
            deserializer.configure(settings(), false);
            assertThat(deserializer.deserialize("tribunal.deviations", genuine)).isEqualTo(deviation);
        }
    }

    private static Iterable<Verdict> verdicts() {
        return DecisionSamples.outcomes().map(DecisionSamples::verdict).toList();
    }

    private byte[] ours(Verdict verdict) {
        try (VerdictSerializer serializer = new VerdictSerializer()) {
            serializer.configure(settings(), false);
            return serializer.serialize(TOPIC, verdict);
        }
    }

    private static Object generic(Schema schema, byte[] body) throws IOException {
        return new GenericDatumReader<>(schema).read(null, DecoderFactory.get().binaryDecoder(body, null));
    }

    private static Object specific(byte[] body) throws IOException {
        return new SpecificDatumReader<>(io.tribunal.schemas.avro.Verdict.class)
                .read(null, DecoderFactory.get().binaryDecoder(body, null));
    }

    @SuppressWarnings("unchecked") // a Serializer<Object> by Confluent's contract
    private Serializer<Object> genuineSerializer() throws ReflectiveOperationException {
        Serializer<Object> serializer =
                (Serializer<Object>) Class.forName(SERIALIZER).getConstructor().newInstance();
        serializer.configure(settings(), false);
        return serializer;
    }

    @SuppressWarnings("unchecked") // a Deserializer<Object> by Confluent's contract
    private Deserializer<Object> genuineDeserializer() throws ReflectiveOperationException {
        Deserializer<Object> deserializer = (Deserializer<Object>)
                Class.forName(DESERIALIZER).getConstructor().newInstance();
        deserializer.configure(settings(), false);
        return deserializer;
    }

    private Map<String, Object> settings() {
        return Map.of("schema.registry.url", registry.url(), "avro.remove.java.properties", true);
    }

    private static boolean isPresent() {
        try {
            Class.forName(SERIALIZER);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
