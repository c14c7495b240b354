package io.tribunal.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.schemas.DecisionSamples;
import io.tribunal.schemas.codec.PlainFormat;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.schemas.registry.InMemoryRegistry;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes.WrapperSerde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlainSerdeTest {
    private static final String TOPIC = "tribunal.verdicts";
    private static final Verdict VERDICT =
            DecisionSamples.verdict(DecisionSamples.outcomes().findFirst().orElseThrow());

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldFrameWithIdZeroWithoutARegistry() {
        ConfluentTransport.assumeOurs("Confluent's serializer does not work without a registry");
        try (VerdictSerde serde = new VerdictSerde()) {
            byte[] value = serde.serializer().serialize(TOPIC, VERDICT);

            assertThat(value).isEqualTo(new VerdictCodec().frame(0, VERDICT));
            assertThat(serde.deserializer().deserialize(TOPIC, value)).isEqualTo(VERDICT);
            assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
            assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
        }
    }

    @Test
    void shouldRegisterTheSchemaUnderTheTopic() {
        try (Serde<Verdict> serde = verdicts(Map.of());
                Serde<Deviation> deviations = new WrapperSerde<>(
                        new DeviationSerializer(ConfluentTransport.underTest()),
                        new DeviationDeserializer(ConfluentTransport.underTest()))) {
            deviations.configure(settings(Map.of()), false);
            Deviation deviation = DecisionSamples.deviation(Deviation.Kind.SILENT);

            byte[] first = serde.serializer().serialize(TOPIC, VERDICT);
            byte[] second = deviations.serializer().serialize("tribunal.deviations", deviation);

            assertThat(registrations())
                    .containsExactly(
                            "POST /subjects/tribunal.verdicts-value/versions",
                            "POST /subjects/tribunal.deviations-value/versions");
            assertThat(WireFormat.schemaId(first)).contains(1);
            assertThat(WireFormat.schemaId(second)).contains(2);
            assertThat(serde.deserializer().deserialize(TOPIC, first)).isEqualTo(VERDICT);
            assertThat(deviations.deserializer().deserialize(TOPIC, second)).isEqualTo(deviation);
        }
    }

    @Test
    void shouldRegisterTheSchemaWithoutJavaHints() {
        assertThat(PlainFormat.VERDICT.schema().toString()).doesNotContain("avro.java.string");
        assertThat(io.tribunal.schemas.avro.Verdict.getClassSchema().toString()).contains("avro.java.string");
    }

    @Test
    void shouldNameSubjectsByTheConfiguredStrategy() {
        for (String strategy : List.of("RecordNameStrategy", "TopicRecordNameStrategy")) {
            String name = SubjectNameStrategy.PACKAGE + strategy;
            try (Serde<Verdict> serde = verdicts(Map.of(SerdeConfig.VALUE_STRATEGY, name))) {
                serde.serializer().serialize(TOPIC, VERDICT);
            }
        }

        assertThat(registrations())
                .containsExactly(
                        "POST /subjects/io.tribunal.schemas.avro.Verdict/versions",
                        "POST /subjects/tribunal.verdicts-io.tribunal.schemas.avro.Verdict/versions");
        assertThatThrownBy(() -> verdicts(Map.of(SerdeConfig.VALUE_STRATEGY, "Mine")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(SerdeConfig.VALUE_STRATEGY);
    }

    @Test
    void shouldAcceptStrategyNamesWithoutTheirPackage() {
        ConfluentTransport.assumeOurs("Confluent's serializer wants whole class names");
        try (Serde<Verdict> serde = verdicts(Map.of(SerdeConfig.VALUE_STRATEGY, "RecordNameStrategy"))) {
            serde.serializer().serialize(TOPIC, VERDICT);
        }

        assertThat(registrations()).containsExactly("POST /subjects/io.tribunal.schemas.avro.Verdict/versions");
    }

    @Test
    void shouldOnlyLookUpTheSchemaWhenAutoRegisterIsOff() {
        Map<String, String> lookUp = Map.of(SerdeConfig.AUTO_REGISTER, "false");
        try (Serde<Verdict> serde = verdicts(lookUp)) {
            assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, VERDICT))
                    .isInstanceOf(SerializationException.class)
                    .hasStackTraceContaining("40401");
            registry.put("tribunal.verdicts-value", PlainFormat.VERDICT.schema().toString());
            assertThat(WireFormat.schemaId(serde.serializer().serialize(TOPIC, VERDICT)))
                    .contains(1);
        }
    }

    @Test
    void shouldWriteTheLatestVersionWhenConfiguredAndReadItBack() {
        ConfluentTransport.assumeOurs(
                "Confluent's serializer cannot write a version with a field more than the record has");
        Schema newer = withOptionalNote();
        registry.put("tribunal.verdicts-value", PlainFormat.VERDICT.schema().toString());
        registry.put("tribunal.verdicts-value", newer.toString());
        Map<String, String> latest = Map.of(SerdeConfig.AUTO_REGISTER, "false", SerdeConfig.USE_LATEST, "true");

        try (Serde<Verdict> serde = verdicts(latest)) {
            byte[] value = serde.serializer().serialize(TOPIC, VERDICT);

            assertThat(WireFormat.schemaId(value)).contains(2);
            assertThat(value).hasSize(new VerdictCodec().frame(2, VERDICT).length + 1);
            assertThat(serde.deserializer().deserialize(TOPIC, value)).isEqualTo(VERDICT);
        }
    }

    @Test
    void shouldPreferRegisteringToTheLatestVersion() {
        registry.put("tribunal.verdicts-value", withOptionalNote().toString());

        try (Serde<Verdict> serde = verdicts(Map.of(SerdeConfig.USE_LATEST, "true"))) {
            assertThat(WireFormat.schemaId(serde.serializer().serialize(TOPIC, VERDICT)))
                    .contains(2);
        }
    }

    @Test
    void shouldReadTheSchemaIdFromAHeader() {
        ConfluentTransport.assumeOurs("Confluent's 7.7 has no schema ids in headers; its 8 has");
        registry.put("tribunal.verdicts-value", PlainFormat.VERDICT.schema().toString());
        byte[] guid =
                ByteBuffer.allocate(17).put((byte) 1).putLong(0).putLong(1).array();
        RecordHeaders headers = new RecordHeaders();
        headers.add("__value_schema_id", guid);

        try (Serde<Verdict> serde = verdicts(Map.of())) {
            byte[] body = PlainFormat.VERDICT.encode(VERDICT).array();

            assertThat(serde.deserializer().deserialize(TOPIC, headers, body)).isEqualTo(VERDICT);
            assertThat(registry.requests()).containsExactly("GET /schemas/guids/" + InMemoryRegistry.guid(1));
        }
    }

    @Test
    void shouldRefuseUnreadableValues() {
        byte[] value = new VerdictCodec().frame(77, VERDICT);
        try (Serde<Verdict> serde = verdicts(Map.of())) {
            assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, value))
                    .isInstanceOf(SerializationException.class)
                    .hasStackTraceContaining("40403");
            assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, new byte[] {9}))
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void shouldNameTheTopicOfAnUnreadableValue() {
        ConfluentTransport.assumeOurs("the words are ours, and what is too short is a BufferUnderflowException there");
        byte[] value = new VerdictCodec().frame(77, VERDICT);
        try (Serde<Verdict> serde = verdicts(Map.of())) {
            assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, value))
                    .hasMessageContaining("cannot read a record of tribunal.verdicts");
            assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, new byte[] {9}))
                    .hasMessageContaining("no schema id before the body");
            for (byte[] tooShort : List.of(new byte[0], new byte[] {0, 0, 0})) {
                assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, tooShort))
                        .isInstanceOf(SerializationException.class);
            }
        }
    }

    private static Schema withOptionalNote() {
        String schema = PlainFormat.VERDICT.schema().toString();
        String note = ",{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null}]}";
        return new Schema.Parser().parse(schema.substring(0, schema.length() - 2) + note);
    }

    /** The registrations; a client may send other requests too. */
    private List<String> registrations() {
        return registry.requests().stream()
                .filter(request -> request.startsWith("POST"))
                .toList();
    }

    private Serde<Verdict> verdicts(Map<String, String> settings) {
        Serde<Verdict> serde = new WrapperSerde<>(
                new VerdictSerializer(ConfluentTransport.underTest()),
                new VerdictDeserializer(ConfluentTransport.underTest()));
        serde.configure(settings(settings), false);
        return serde;
    }

    private Map<String, String> settings(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("schema.registry.url", registry.url());
        return all;
    }
}
