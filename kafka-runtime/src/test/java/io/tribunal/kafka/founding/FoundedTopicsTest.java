package io.tribunal.kafka.founding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Hash;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.schemas.topic.Topic;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FoundedTopicsTest {
    private static final String GROUP = "bank.vote";

    private final FoundingFixture log = new FoundingFixture();
    private int pauses;

    private FoundedTopics topics(Set<Topic> used) {
        return new FoundedTopics(
                log, FoundingFixture.NAMES, FoundingFixture.DEPLOYMENT, used, List.of(GROUP), () -> pauses++);
    }

    private FoundedTopics all() {
        return topics(EnumSet.allOf(Topic.class));
    }

    private void assertRefused(String... texts) {
        assertThatThrownBy(all()::require)
                .isInstanceOf(LogDamagedException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(texts));
    }

    @Test
    void shouldAcceptTheTopicsThatWereFounded() {
        assertThatCode(all()::require).doesNotThrowAnyException();
        assertThat(pauses).isZero();
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldRefuseAMissingTopicByNameAndSayWhatToDo(Topic topic) {
        log.present.remove(FoundingFixture.NAMES.name(topic));

        assertRefused("topic " + FoundingFixture.NAMES.name(topic) + " is missing", "--accept-topics", "backup");
    }

    @Test
    void shouldNameAllMissingTopics() {
        log.present.remove("bank.verdicts");
        log.present.remove("bank.response-log");

        assertRefused("bank.verdicts is missing", "bank.response-log is missing");
    }

    @Test
    void shouldWaitForATopicThatABrokerDoesNotKnowYet() {
        FoundedLog.Present late = log.present.remove("bank.verdicts");
        FoundedTopics waiting = new FoundedTopics(
                log,
                FoundingFixture.NAMES,
                FoundingFixture.DEPLOYMENT,
                Set.of(Topic.VERDICTS),
                List.of(),
                () -> log.present.put("bank.verdicts", late));

        assertThatCode(waiting::require).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void shouldRefuseATopicThatWasMadeAnew(Topic topic) {
        Uuid anew = Uuid.randomUuid();
        log.present.put(FoundingFixture.NAMES.name(topic), new FoundedLog.Present(anew, 2));

        assertRefused(FoundingFixture.NAMES.name(topic), "deleted and made anew", anew.toString());
    }

    @Test
    void shouldRefuseAnotherDeploymentsTopics() {
        log.genesis = Hash.ZERO;

        assertRefused("business-log is of deployment");
    }

    @Test
    void shouldRefuseRulesWithoutAList() {
        log.founded = Optional.empty();

        assertRefused("bank.rules holds no signed list", "provision");
    }

    @Test
    void shouldRefuseATopicThatIsNotInTheList() {
        FoundedLog.Present young = log.present.remove("bank.checkpoints");
        log.founded = Optional.of(log.list());
        log.present.put("bank.checkpoints", young);

        assertRefused("topic bank.checkpoints is not among those");
    }

    @Test
    void shouldRefuseALogThatLostItsFirstRecords() {
        log.begins.put(new TopicPartition("bank.response-log", 1), 17L);

        assertRefused("bank.response-log-1 begins at offset 17");
    }

    @Test
    void shouldNotMindCompactedTopicsThatBeginLater() {
        log.begins.put(new TopicPartition("bank.snapshots", 0), 17L);

        assertThatCode(all()::require).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseALogThatEndsBeforeWhatWasReadOfIt() {
        TopicPartition partition = new TopicPartition("bank.response-log", 0);
        log.committed.put(GROUP, Map.of(partition, 18L));
        log.ends.put(partition, 17L);

        assertRefused("bank.response-log-0 ends at offset 17", GROUP + " has read up to 18");
    }

    @Test
    void shouldAcceptWhatWasReadToItsEnd() {
        TopicPartition partition = new TopicPartition("bank.response-log", 0);
        log.committed.put(GROUP, Map.of(partition, 18L, new TopicPartition("elsewhere", 0), 5L));
        log.ends.put(partition, 18L);

        assertThatCode(all()::require).doesNotThrowAnyException();
    }

    @Test
    void shouldAskOnlyForTheTopicsThatTheRoleUses() {
        log.present.remove("bank.verdicts");

        assertThatCode(topics(Set.of(Topic.BUSINESS_LOG, Topic.RESPONSE_LOG))::require)
                .doesNotThrowAnyException();
    }
}
