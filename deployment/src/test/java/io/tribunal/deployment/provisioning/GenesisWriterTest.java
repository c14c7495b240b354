package io.tribunal.deployment.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.deployment.cluster.KeyFiles;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.plan.RootOwners;
import io.tribunal.deployment.plan.Rules;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.schemas.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing genesis may stop between any two partitions, and is repeated. */
class GenesisWriterTest {
    private static final String LOG = "test.business-log";
    private static final int PARTITIONS = 3;
    private static final List<DeploymentPlan.ExecutorSpec> EXECUTORS = List.of(
            new DeploymentPlan.ExecutorSpec(new ExecutorId("e1"), "decimal", Optional.empty()),
            new DeploymentPlan.ExecutorSpec(new ExecutorId("e2"), "digits", Optional.empty()),
            new DeploymentPlan.ExecutorSpec(new ExecutorId("e3"), "scaled", Optional.empty()));

    @TempDir
    Path data;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(cluster(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final GenesisWriter writer = new GenesisWriter(new GenesisReader(consumer, LOG), producer, LOG);
    private GenesisFile genesis;

    @BeforeEach
    void signGenesis() throws IOException {
        genesis = genesis(data);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            consumer.updateEndOffsets(Map.of(new TopicPartition(LOG, partition), 0L));
        }
    }

    @Test
    void shouldWriteTheSameBytesToEachPartition() {
        writer.write(genesis);

        assertThat(written()).containsExactly(0, 1, 2);
        assertThat(WireFormat.schemaId(genesis.value().array())).contains(7);
        assertThat(producer.history())
                .allSatisfy(record ->
                        assertThat(record.value()).isEqualTo(genesis.value().array()));
    }

    @Test
    void shouldWriteOnlyTheMissingPartitionsAfterACrash() throws IOException {
        // Given a process that died when two of three partitions were written, and its successor
        holds(0, genesis.value().array());
        holds(2, genesis.value().array());
        GenesisFile again = genesis(data);

        // When
        writer.write(again);

        // Then
        assertThat(again).isEqualTo(genesis);
        assertThat(written()).containsExactly(1);
        assertThat(producer.history().get(0).value()).isEqualTo(genesis.value().array());
    }

    @Test
    void shouldWriteNothingWhenAllPartitionsHaveGenesis() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            holds(partition, genesis.value().array());
        }

        writer.write(genesis);

        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldFoundANewDeploymentUnderTheLatestRules() {
        assertThat(genesis.genesis().rulesVersion()).isEqualTo(RulesVersion.LATEST);
    }

    @Test
    void shouldKeepTheRulesThatADeploymentWasFoundedUnder(@TempDir Path elsewhere) throws IOException {
        Bytes founded = founded(elsewhere, RulesVersion.FIRST);

        GenesisFile kept = genesis(elsewhere);

        assertThat(kept.value()).isEqualTo(founded);
        assertThat(kept.genesis().rulesVersion()).isEqualTo(RulesVersion.FIRST);
    }

    @Test
    void shouldRefuseRulesThatItDoesNotKnowByName(@TempDir Path elsewhere) throws IOException {
        founded(elsewhere, new RulesVersion(3));

        assertThatThrownBy(() -> genesis(elsewhere))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("genesis.bin: genesis asks for rules version 3");
    }

    /** A deployment that another release has founded in the directory. */
    private static Bytes founded(Path directory, RulesVersion version) throws IOException {
        Genesis usual = genesis(directory).genesis();
        Genesis other = new Genesis(
                usual.deployment(),
                usual.service(),
                usual.partitions(),
                usual.executors(),
                usual.validators(),
                usual.keys(),
                usual.rootThreshold(),
                usual.policy(),
                version);
        EnvelopeSigner root = new EnvelopeSigner(new Keyring(new KeyFiles(directory)).key(DeploymentPlan.ROOT));
        byte[] value = BusinessCodec.encode(0, root.sign(PayloadType.GENESIS, PayloadCodec.encode(other)));
        Files.write(directory.resolve("genesis.bin"), value);
        return Bytes.wrap(value);
    }

    @Test
    void shouldRefuseALogThatBeginsWithAnotherGenesis(@TempDir Path elsewhere) throws IOException {
        holds(0, genesis(elsewhere).value().array());

        assertThatThrownBy(() -> writer.write(genesis))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("partition 0 begins with another deployment's genesis");
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldRefuseAPartitionThatWasWrittenToBeforeGenesis() {
        // Given a partition that looked empty and is written to before genesis gets there
        producer.send(new ProducerRecord<>(LOG, 1, null, new byte[] {1}));

        assertThatThrownBy(() -> writer.write(genesis))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("partition 1 was written to by someone else before its genesis");
    }

    @Test
    void shouldKeepTheGenesisThatWasSignedBeforeACrash() throws IOException {
        assertThat(genesis(data).value()).isEqualTo(genesis.value());
        assertThat(genesis(data).deployment()).isEqualTo(genesis.deployment());
    }

    @Test
    void shouldRefuseAPlanThatDiffersFromGenesis() throws IOException {
        assertThat(genesis(data, plan(OptionalInt.empty(), EXECUTORS)).genesis().partitions())
                .isEqualTo(PARTITIONS);
        assertThatThrownBy(() -> genesis(data, plan(OptionalInt.of(4), EXECUTORS)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("a deployment of 3 partitions, not 4");
        assertThatThrownBy(() -> genesis(data, plan(OptionalInt.empty(), EXECUTORS.subList(0, 2))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not [e1, e2]");
    }

    @Test
    void shouldRegisterTheValidatorsOfThePlanAndTheirKeys(@TempDir Path elsewhere) throws IOException {
        DeploymentPlan three = plan(OptionalInt.of(PARTITIONS), EXECUTORS).withValidators(3);

        GenesisFile found = genesis(elsewhere, three);

        assertThat(found.genesis().validators()).extracting(ValidatorId::value).containsExactly("v1", "v2", "v3");
        assertThat(found.genesis().keys())
                .filteredOn(key -> key.role() == Role.VALIDATOR)
                .extracting(RegisteredKey::owner)
                .containsExactlyInAnyOrder("v1", "v2", "v3");
        assertThatThrownBy(() -> genesis(elsewhere, three.withValidators(5)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("give --validators 3");
    }

    @Test
    void shouldUseTheRulesOfThePlanAndRefuseOthersLater(@TempDir Path elsewhere) throws IOException {
        DeploymentPlan usual = plan(OptionalInt.of(PARTITIONS), EXECUTORS);
        Rules stateless = new Rules(false, Adjudication.EXACT_MAJORITY, Optional.empty());

        GenesisFile found = genesis(elsewhere, usual.withRules(stateless));

        assertThat(found.genesis().policy().state().stateful()).isFalse();
        assertThat(genesis(elsewhere, usual).deployment()).isEqualTo(found.deployment());
        assertThatThrownBy(() ->
                        genesis(elsewhere, usual.withRules(new Rules(false, Adjudication.UNANIMOUS, Optional.empty()))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("leave --adjudicator, --behaviour and --stateless out");
    }

    private static RegisteredKey owner(String name, SigningKey key) {
        return new RegisteredKey(key.keyId(), Role.ROOT, name, key.publicKey());
    }

    @Test
    void shouldRegisterSeveralOwnersOfRootKeysAndRefuseOthersLater(@TempDir Path elsewhere) throws IOException {
        DeploymentPlan usual = plan(OptionalInt.of(PARTITIONS), EXECUTORS);
        RegisteredKey alice = owner("alice", SigningKey.generate());
        RegisteredKey bob = owner("bob", SigningKey.generate());
        RootOwners three = new RootOwners(List.of(alice, bob), OptionalInt.empty());

        GenesisFile found = genesis(elsewhere, usual.withRoots(three));

        assertThat(found.genesis().rootThreshold()).isEqualTo(2);
        assertThat(found.genesis().keys()).contains(alice, bob);
        assertThat(found.genesis().keys())
                .filteredOn(key -> key.role() == Role.ROOT)
                .extracting(RegisteredKey::owner)
                .containsExactlyInAnyOrder("root", "alice", "bob");
        assertThat(genesis(elsewhere, usual).deployment()).isEqualTo(found.deployment());
        assertThat(genesis(elsewhere, usual.withRoots(three)).deployment()).isEqualTo(found.deployment());
        for (RootOwners other : List.of(
                new RootOwners(List.of(alice, bob), OptionalInt.of(3)),
                new RootOwners(List.of(alice), OptionalInt.of(2)),
                new RootOwners(List.of(), OptionalInt.of(1)))) {
            assertThatThrownBy(() -> genesis(elsewhere, usual.withRoots(other)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("other owners of ROOT keys, or another threshold");
        }
    }

    @Test
    void shouldFoundWithOneOwnerUnlessOthersAreNamed() {
        assertThat(genesis.genesis().rootThreshold()).isEqualTo(1);
        assertThat(genesis.genesis().keys())
                .filteredOn(key -> key.role() == Role.ROOT)
                .extracting(RegisteredKey::owner)
                .containsExactly(DeploymentPlan.ROOT);
    }

    @Test
    void shouldRefuseAKeyOfTwoOwners(@TempDir Path elsewhere) {
        SigningKey shared = SigningKey.generate();
        RootOwners twice = new RootOwners(List.of(owner("alice", shared), owner("bob", shared)), OptionalInt.empty());

        assertThatThrownBy(() -> genesis(
                        elsewhere, plan(OptionalInt.of(PARTITIONS), EXECUTORS).withRoots(twice)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("give each owner its own");
        assertThat(elsewhere.resolve("genesis.bin")).doesNotExist();
    }

    @Test
    void shouldRefuseOwnersAndThresholdsThatCannotBe() {
        RegisteredKey alice = owner("alice", SigningKey.generate());
        RegisteredKey root = owner(DeploymentPlan.ROOT, SigningKey.generate());
        for (int threshold : new int[] {0, 3}) {
            assertThatThrownBy(() -> new RootOwners(List.of(alice), OptionalInt.of(threshold)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the threshold must be 1 to 2");
        }
        for (List<RegisteredKey> others : List.of(List.of(root), List.of(alice, alice))) {
            assertThatThrownBy(() -> new RootOwners(others, OptionalInt.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("each owner has one ROOT key");
        }
    }

    @Test
    void shouldMakeThreePartitionsByDefault(@TempDir Path elsewhere) throws IOException {
        assertThat(genesis(elsewhere, plan(OptionalInt.empty(), EXECUTORS))
                        .genesis()
                        .partitions())
                .isEqualTo(3);
    }

    private void holds(int partition, byte[] value) {
        consumer.updateEndOffsets(Map.of(new TopicPartition(LOG, partition), 1L));
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>(
                LOG,
                partition,
                0,
                1_000,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                null,
                value,
                new RecordHeaders(),
                Optional.empty())));
    }

    private List<Integer> written() {
        return producer.history().stream().map(ProducerRecord::partition).toList();
    }

    private static GenesisFile genesis(Path directory) throws IOException {
        return genesis(directory, plan(OptionalInt.of(PARTITIONS), EXECUTORS));
    }

    private static GenesisFile genesis(Path directory, DeploymentPlan plan) throws IOException {
        return GenesisFile.in(directory, new Keyring(new KeyFiles(directory)), plan, 7);
    }

    private static DeploymentPlan plan(OptionalInt partitions, List<DeploymentPlan.ExecutorSpec> executors) {
        DeploymentPlan plan = DeploymentPlan.of("test", executors, new ClientId("client"));
        return partitions.isPresent() ? plan.withPartitions(partitions.getAsInt()) : plan;
    }

    private static Cluster cluster() {
        Node node = new Node(1, "localhost", 9092);
        List<PartitionInfo> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new PartitionInfo(LOG, partition, node, new Node[] {node}, new Node[] {node}));
        }
        return new Cluster("test", List.of(node), partitions, java.util.Set.of(), java.util.Set.of());
    }
}
