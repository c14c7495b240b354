package io.tribunal.deployment.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.deployment.cluster.KeyFiles;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.kafka.founding.SignedTopics;
import io.tribunal.kafka.founding.TopicIds;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesWriterTest {
    private static final TopicNames TOPICS = TopicNames.of("test");
    private static final TopicPartition BUSINESS = new TopicPartition(TOPICS.businessLog(), 0);
    private static final TopicPartition RULES = new TopicPartition(TOPICS.rules(), 0);

    @TempDir
    Path data;

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
    private final List<TopicPartition> scanned = new ArrayList<>();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final RulesWriter writer = new RulesWriter(
            (partition, reader) -> {
                scanned.add(partition);
                logs.getOrDefault(partition, List.of()).forEach(reader);
            },
            producer,
            TOPICS,
            7);
    private GenesisFile genesis;
    private SigningKey root;
    private SignedEnvelope list;

    @BeforeEach
    void signGenesis() throws IOException {
        Keyring keys = new Keyring(new KeyFiles(data));
        DeploymentPlan plan = DeploymentPlan.of(
                "test",
                List.of(new DeploymentPlan.ExecutorSpec(new ExecutorId("e1"), "decimal", Optional.empty())),
                new ClientId("client"));
        genesis = GenesisFile.in(data, keys, plan, 7);
        root = keys.key(DeploymentPlan.ROOT);
        list = list(Uuid.ONE_UUID);
        append(BUSINESS, null, genesis.value().array());
    }

    private void append(TopicPartition log, byte[] key, byte[] value) {
        List<ConsumerRecord<byte[], byte[]>> records = logs.computeIfAbsent(log, empty -> new ArrayList<>());
        records.add(new ConsumerRecord<>(
                log.topic(),
                log.partition(),
                records.size(),
                1_000,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private byte[] signed(SigningKey signer, Payload payload) {
        return BusinessCodec.encode(7, new EnvelopeSigner(signer).sign(payload.type(), PayloadCodec.encode(payload)));
    }

    private Control revocation(SigningKey signer) {
        Action action = new Action.RevokeKey(genesis.genesis().keys().stream()
                .filter(key -> key.owner().equals("e1"))
                .findFirst()
                .orElseThrow()
                .keyId());
        RootMandate mandate =
                RootMandate.by(List.of(signer), genesis.deployment(), 1, action, PayloadCodec.encodeAction(action));
        return new Control(new CertifiedDecision(
                new OrderedDecision(1, Hash.ZERO, mandate, Enforcement.ENFORCED), QuorumCertificate.NONE));
    }

    private Request request() {
        return new Request(
                genesis.deployment(),
                new RequestId(Bytes.wrap(new byte[16])),
                new ClientId("client"),
                1,
                2_000,
                "main",
                "GET",
                "application/json",
                Bytes.utf8("{}"));
    }

    private SignedEnvelope list(Uuid id) {
        return SignedTopics.sign(
                new TopicIds(genesis.deployment(), new TreeMap<>(Map.of(TOPICS.businessLog(), id))), root);
    }

    private List<String> written() {
        return producer.history().stream()
                .map(record -> new String(record.key(), StandardCharsets.US_ASCII))
                .toList();
    }

    /** Appends what was written to the topic of rules. */
    private void publish() {
        for (ProducerRecord<byte[], byte[]> record : producer.history()) {
            append(RULES, record.key(), record.value());
        }
        producer.clear();
    }

    @Test
    void shouldWriteTheGenesisAndTheListOfTopicsOfANewDeploymentOnce() {
        writer.write(genesis, list);
        assertThat(written()).containsExactly("topics", "0");
        assertThat(producer.history()).extracting(ProducerRecord::topic).containsOnly(TOPICS.rules());
        assertThat(producer.history().getLast().value())
                .isEqualTo(genesis.value().array());
        publish();

        writer.write(genesis, list);

        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldFillTheTopicOfAnOlderDeploymentWithTheDecisionsInForceAndGenesisLast() {
        byte[] decision = signed(root, revocation(root));
        append(BUSINESS, null, signed(SigningKey.generate(), request()));
        append(BUSINESS, null, signed(root, revocation(SigningKey.generate())));
        append(BUSINESS, null, new byte[] {1});
        append(BUSINESS, null, decision);
        append(BUSINESS, null, decision);

        writer.write(genesis, list);

        assertThat(written()).containsExactly("topics", "1", "0");
        assertThat(producer.history().get(1).value()).isEqualTo(decision);
    }

    @Test
    void shouldStartAnewAfterACrashBeforeGenesis() {
        byte[] decision = signed(root, revocation(root));
        append(BUSINESS, null, decision);
        append(RULES, RuleRecord.key(1), decision);

        writer.write(genesis, list);

        assertThat(written()).containsExactly("topics", "1", "0");
    }

    @Test
    void shouldWriteNoRecordWithAnIdThatIsNotRegistered() {
        byte[] decision = signed(root, revocation(root));
        append(
                BUSINESS,
                null,
                WireFormat.frame(0, WireFormat.body(decision).orElseThrow().array()));

        writer.write(genesis, list);

        assertThat(producer.history())
                .extracting(record -> WireFormat.schemaId(record.value()).orElseThrow())
                .containsExactly(7, 7, 7);
    }

    @Test
    void shouldReplaceAListOfOtherTopics() {
        writer.write(genesis, list(Uuid.ZERO_UUID));
        publish();

        writer.write(genesis, list);

        assertThat(written()).containsExactly("topics");
    }

    @Test
    void shouldReplaceAForgedGenesis() {
        writer.write(genesis, list);
        publish();
        append(RULES, RuleRecord.key(0), new byte[] {1, 2});

        writer.write(genesis, list);

        assertThat(written()).containsExactly("0");
    }

    @Test
    void shouldNotReadTheBusinessLogOfADeploymentThatHasItsRules() {
        writer.write(genesis, list);
        publish();
        scanned.clear();

        writer.write(genesis, list);

        assertThat(scanned).containsExactly(RULES);
    }
}
