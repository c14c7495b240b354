package io.tribunal.deployment.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.deployment.cluster.KeyFiles;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.plan.Rules;
import io.tribunal.kafka.founding.FoundedLog;
import io.tribunal.kafka.founding.TopicIds;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.schemas.topic.TopicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repeated provisioning does with topics, whatever became of them or of an earlier provisioning. */
class FoundingTest {
    private static final TopicCatalogue TOPICS = new TopicCatalogue("test", 1, 1);

    @TempDir
    Path data;

    private final Brokers brokers = new Brokers();
    private Founding founding;

    /** Brokers in memory. */
    private static final class Brokers implements FoundedLog {
        final Map<String, Present> topics = new TreeMap<>();
        final Map<TopicPartition, Long> ends = new HashMap<>();
        final Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
        Optional<TopicIds> inRules = Optional.empty();
        boolean hasGenesis;

        @Override
        public Map<String, Present> topics(Collection<String> names) {
            return Map.copyOf(topics);
        }

        @Override
        public Genesis genesis(Hash deployment) {
            if (hasGenesis) {
                return new Genesis(
                        Hash.ZERO, "ledger", 1, List.of(), List.of(), List.of(), 1, policy(), RulesVersion.LATEST);
            }
            throw new GenesisMismatchException("no deployment was founded there");
        }

        private static Policy policy() {
            return Rules.USUAL.policy(new QuorumSpec(1));
        }

        @Override
        public Optional<TopicIds> founded(Genesis genesis, Hash deployment) {
            return inRules;
        }

        @Override
        public Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
            return of(Map.of(), partitions);
        }

        @Override
        public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
            return of(ends, partitions);
        }

        private static Map<TopicPartition, Long> of(
                Map<TopicPartition, Long> offsets, Collection<TopicPartition> partitions) {
            return partitions.stream()
                    .collect(Collectors.toMap(Function.identity(), one -> offsets.getOrDefault(one, 0L)));
        }

        @Override
        public Map<TopicPartition, Long> committed(String group) {
            return committed.getOrDefault(group, Map.of());
        }
    }

    @BeforeEach
    void begin() throws IOException {
        DeploymentPlan plan = DeploymentPlan.of(
                "test",
                List.of(new DeploymentPlan.ExecutorSpec(new ExecutorId("e1"), "decimal", Optional.empty())),
                new ClientId("client"));
        GenesisFile genesis = GenesisFile.in(data, new Keyring(new KeyFiles(data)), plan, 7);
        founding = new Founding(brokers, TOPICS, genesis, FoundingFile.in(data));
    }

    private void create() {
        TOPICS.all().stream()
                .map(TopicSpec::name)
                .forEach(name -> brokers.topics.putIfAbsent(name, new FoundedLog.Present(Uuid.randomUuid(), 1)));
    }

    private void found() throws IOException {
        create();
        brokers.inRules = Optional.of(founding.note());
        brokers.hasGenesis = true;
    }

    private void assertRefused(String... texts) {
        assertThatThrownBy(founding::requireFounded)
                .isInstanceOfSatisfying(
                        UserError.class,
                        refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(texts));
    }

    private void assertAccepted() {
        assertThatCode(founding::requireFounded).doesNotThrowAnyException();
    }

    @Test
    void shouldPassBeforeTheFoundingAndAfterIt() throws IOException {
        assertAccepted();
        found();
        assertAccepted();
    }

    @Test
    void shouldPassAProvisioningThatWasKilledBetweenTwoTopics() {
        create();
        brokers.topics.remove("test.verdicts");

        assertAccepted();
    }

    @Test
    void shouldPassAProvisioningThatWasKilledBeforeItWroteGenesis() throws IOException {
        create();
        founding.note();

        assertAccepted();
    }

    @Test
    void shouldPassAProvisioningThatWasKilledBeforeItWroteTheRules() throws IOException {
        found();
        brokers.inRules = Optional.empty();

        assertAccepted();
    }

    @Test
    void shouldRefuseAFoundedDeploymentWithoutOneOfItsTopics() throws IOException {
        found();
        brokers.topics.remove("test.verdicts");

        assertRefused("topic test.verdicts is missing", "--accept-topics");
    }

    @Test
    void shouldRefuseAFoundedDeploymentWithoutAnyTopic() throws IOException {
        found();
        brokers.topics.clear();
        brokers.hasGenesis = false;

        assertRefused("test.business-log is missing", "test.rules is missing");
    }

    @Test
    void shouldRefuseATopicThatIsYoungerThanTheFounding() throws IOException {
        found();
        brokers.topics.put("test.response-log", new FoundedLog.Present(Uuid.randomUuid(), 1));

        assertRefused("topic test.response-log is not the one");
    }

    @Test
    void shouldTakeTheListInTheTopicOfRulesWhereTheFileIsMissing() throws IOException {
        found();
        Files.delete(data.resolve("topics.json"));
        assertAccepted();
        brokers.topics.remove("test.verdicts");

        assertRefused("test.verdicts is missing");
    }

    @Test
    void shouldRefuseMissingTopicsOfADeploymentThatAnEarlierVersionFounded() throws IOException {
        create();
        brokers.hasGenesis = true;
        assertAccepted();
        brokers.topics.remove("test.rules");
        assertAccepted();
        brokers.topics.remove("test.verdicts");

        assertRefused("test.verdicts is missing");
    }

    @Test
    void shouldLetALaterVersionAddATopic() throws IOException {
        found();
        SortedMap<String, Uuid> earlier = new TreeMap<>(founding.note().ids());
        earlier.remove("test.checkpoints");
        FoundingFile.in(data).write(new TopicIds(brokers.inRules.orElseThrow().deployment(), earlier));
        brokers.topics.remove("test.checkpoints");
        assertAccepted();

        create();
        founding.note();
        assertAccepted();
        brokers.topics.remove("test.checkpoints");
        assertRefused("test.checkpoints is missing");
    }

    @Test
    void shouldRefuseALogThatEndsBeforeWhatAnExecutorHasRead() throws IOException {
        found();
        TopicPartition partition = new TopicPartition("test.business-log", 0);
        brokers.ends.put(partition, 4L);
        brokers.committed.put("test.executor.e1", Map.of(partition, 5L));

        assertRefused("test.business-log-0 ends at offset 4", "test.executor.e1");
    }

    @Test
    void shouldRefuseADamagedOrForeignFile() throws IOException {
        found();
        Path file = data.resolve("topics.json");
        String kept = Files.readString(file);
        Files.writeString(file, kept.substring(1));
        assertThatThrownBy(founding::requireFounded).hasMessageContaining("topics.json is damaged");

        Files.writeString(file, kept.replaceFirst("[0-9a-f]{64}", "0".repeat(64)));
        assertRefused("topics.json is of deployment 0000");
    }
}
