package io.tribunal.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Role;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SignedCheckpoint;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.isolation.repair.DecisionKey;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.CheckpointCodec;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.DecisionLogCodec;
import io.tribunal.schemas.topic.TopicNames;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaWriterTest {
    private static final CertifiedDecision DECISION =
            ValidatorFixture.certified(ValidatorFixture.isolate("e2")).getFirst();
    private static final TopicNames TOPICS = TopicNames.of("test");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaWriter writer = new KafkaWriter(
            producer,
            TOPICS,
            ValidatorFixture.GENESIS_ENVELOPE,
            ValidatorFixture.key("v1"),
            SchemaIds.of(ValidatorRole.WRITTEN.stream().collect(Collectors.toMap(topic -> topic, topic -> 1))));

    @Test
    void shouldSignTheEnvelopeOfAControlEntry() {
        writer.control(1, DECISION);

        ProducerRecord<byte[], byte[]> record = sent("test.business-log", 1);
        BusinessRecord read = BusinessCodec.decode(new LogPosition(1, 5), 1, true, record.value());
        assertThat(read.content()).isInstanceOfSatisfying(BusinessRecord.Entry.class, entry -> {
            assertThat(entry.payload()).isEqualTo(new Control(DECISION));
            assertThat(new EnvelopeVerifier(ValidatorFixture.VERIFIER)
                            .isSignedBy(ValidatorFixture.registered("v1", Role.VALIDATOR), entry.envelope()))
                    .isTrue();
        });
    }

    @Test
    void shouldUseTheNumberAsTheKeyOfARule() {
        writer.genesisRule();
        writer.rule(DECISION);

        assertThat(producer.history()).extracting(ProducerRecord::topic).containsOnly("test.rules");
        assertThat(producer.history())
                .extracting(KafkaWriterTest::rule)
                .containsExactly(
                        new RuleRecord.GenesisRule(ValidatorFixture.GENESIS, ValidatorFixture.DEPLOYMENT),
                        new RuleRecord.DecisionRule(DECISION));
    }

    private static RuleRecord rule(ProducerRecord<byte[], byte[]> record) {
        MemoryLogs logs = new MemoryLogs();
        logs.append(record.topic(), record.partition(), record.key(), record.value());
        return RuleRecord.of(logs.log(record.topic(), record.partition()).getFirst());
    }

    @Test
    void shouldUseThePartitionAsTheKeyOfACheckpoint() {
        Checkpoint checkpoint = new Checkpoint(ValidatorFixture.DEPLOYMENT, 4, 1000, Hash.ZERO, Hash.ZERO, Hash.ZERO);
        SignedCheckpoint signed = SignedCheckpoint.by(ValidatorFixture.key("v1"), checkpoint);
        writer.checkpoint(signed);

        ProducerRecord<byte[], byte[]> record = sent("test.checkpoints", 0);
        assertThat(record.key()).asString().isEqualTo("4");
        assertThat(CheckpointCodec.decode(true, record.value())).contains(signed);
    }

    @Test
    void shouldUseTheExecutorAsTheKeyOfADecision() {
        writer.latest(ValidatorFixture.executor("e2"), DECISION);
        writer.audit(DECISION);

        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("test.isolation-decisions", "test.isolation-audit");
        assertThat(producer.history()).allSatisfy(record -> {
            assertThat(DecisionKey.decode(record.key())).contains("e2");
            assertThat(DecisionCodec.decodeFramed(record.value())).isEqualTo(DECISION);
        });
    }

    @Test
    void shouldAppendReadableRecordsToTheDecisionLog() {
        DecisionLogRecord.Content content = ValidatorFixture.endorsement("v1", ValidatorFixture.isolate("e2"));

        writer.append(content);

        byte[] value = sent("test.isolation-endorsements", 0).value();
        assertThat(DecisionLogCodec.decode(8, true, value)).isEqualTo(new DecisionLogRecord(8, content));
    }

    @Test
    void shouldThrowTheErrorOfALostRecord() {
        writer.audit(DECISION);
        assertThatCode(writer::check).doesNotThrowAnyException();

        producer.errorNext(new TimeoutException("no response"));

        assertThatThrownBy(writer::check).isInstanceOf(TimeoutException.class).hasMessage("no response");
    }

    @Test
    void shouldReportALostRecordAlthoughALaterOneArrived() {
        writer.audit(DECISION);
        writer.audit(DECISION);
        producer.errorNext(new AuthorizationException("not allowed"));
        producer.completeNext();

        assertThatThrownBy(writer::check).isInstanceOf(AuthorizationException.class);
    }

    private ProducerRecord<byte[], byte[]> sent(String topic, int partition) {
        assertThat(producer.history()).hasSize(1);
        ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
        assertThat(record.topic()).isEqualTo(topic);
        assertThat(record.partition()).isEqualTo(partition);
        return record;
    }
}
