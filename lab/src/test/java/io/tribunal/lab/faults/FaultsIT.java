package io.tribunal.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.lab.replay.PartitionDecisions;
import io.tribunal.vote.VoteConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Voters and brokers of a real deployment are killed and frozen under load, one deployment for all. After each fault the whole
 * history is checked: nothing acknowledged is lost, nothing is decided twice or differs from a plain replay, and no deviation
 * is recorded. {@link IsolationIT} does the same with executors, validators and all brokers at once.
 */
@Tag("soak")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
    private static final int MOST_VOTER_KILLS = 12;
    private static final int MOST_OUTCOMES_BEFORE_KILL = 25;
    private static final Policy POLICY = Policy.defaults(new QuorumSpec(FaultFixture.EXECUTORS.size()), List.of());

    @TempDir
    static Path directory;

    private static final SplittableRandom RANDOM = new SplittableRandom(20261121);

    private static FaultFixture fixture;
    private static LedgerLoad load;

    @BeforeAll
    static void start() {
        fixture = FaultFixture.start(directory.resolve("data"));
        load = new LedgerLoad(fixture);
        load.awaitProgress();
    }

    @AfterAll
    static void stop() {
        if (load != null) {
            load.close();
        }
        if (fixture != null) {
            fixture.close();
        }
    }

    @BeforeEach
    void resume() {
        load.resume();
        load.awaitProgress();
    }

    @Test
    @Order(1)
    void shouldDecideOnceWhenAVoterIsKilledDuringATransaction() {
        // When voters are killed at random moments until a transaction was aborted, and each is started again
        for (int kill = 0; kill < FaultFixture.VOTERS.size() || fixture.probe().abortedVerdicts() == 0; kill++) {
            assertThat(kill).as("kills without an aborted transaction").isLessThan(MOST_VOTER_KILLS);
            killVoter(FaultFixture.VOTERS.get(kill % FaultFixture.VOTERS.size()));
        }
        // Then
        assertNothingRepeated(checkHistory());
    }

    @Test
    @Order(2)
    void shouldDecideOnceWhenAFrozenVoterResumesAfterTheOtherTookOver() {
        // Given a voter that is frozen until the other voter serves its partitions
        Signals.stop(fixture.role("voter-1"));
        report("the other voter took over from a frozen one", load.awaitProgress());
        // When it resumes
        Signals.resume(fixture.role("voter-1"));
        fixture.probe().awaitVoters(FaultFixture.VOTERS.size());
        load.awaitProgress();
        // Then
        assertThat(fixture.role("voter-1").isAlive()).isTrue();
        assertNothingRepeated(checkHistory());
    }

    @Test
    @Order(3)
    void shouldLoseNothingWhenAnyOneBrokerIsKilled() {
        // When each broker in turn is killed and started again
        for (int node : FaultFixture.NODES) {
            fixture.killNode(node);
            report("progress without node " + node, load.awaitProgress());
            fixture.restartNode(node);
            fixture.probe().awaitAllReplicas();
        }
        load.awaitProgress();
        // Then
        assertNothingRepeated(checkHistory());
    }

    @Test
    @Order(4)
    void shouldRepeatVerdictsWithTheSameBytesWithoutTransactions() throws IOException {
        // Given voters that use no transactions and commit rarely
        for (String voter : FaultFixture.VOTERS) {
            fixture.configure(voter, VoteConfig.GUARANTEE, "at_least_once");
            fixture.configure(voter, VoteConfig.COMMIT_INTERVAL, "2000");
            fixture.restart(voter);
        }
        fixture.probe().awaitVoters(FaultFixture.VOTERS.size());
        load.awaitProgress();
        // When they are killed at random moments
        FaultFixture.VOTERS.forEach(FaultsIT::killVoter);
        // Then there are repeats, and each has the bytes of the first
        assertThat(repeats(checkHistory())).isPositive();
    }

    private static void killVoter(String voter) {
        load.awaitOutcomes(1 + RANDOM.nextInt(MOST_OUTCOMES_BEFORE_KILL));
        fixture.kill(voter);
        report("progress without " + voter, load.awaitProgress());
        fixture.restart(voter);
        fixture.probe().awaitVoters(FaultFixture.VOTERS.size());
        load.awaitProgress();
    }

    private static List<PartitionDecisions> checkHistory() {
        return new HistoryCheck(fixture, new Downtimes(), POLICY.timing().deadline()).check(load.quiesce());
    }

    private static void assertNothingRepeated(List<PartitionDecisions> published) {
        assertThat(repeats(published)).isZero();
    }

    private static int repeats(List<PartitionDecisions> published) {
        return published.stream().mapToInt(PartitionDecisions::repeats).sum();
    }

    private static void report(String what, Duration after) {
        System.err.println("faults: " + what + " after " + after.toMillis() + " ms");
    }
}
