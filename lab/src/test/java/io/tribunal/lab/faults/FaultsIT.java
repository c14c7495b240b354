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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Voters and brokers of a real deployment are killed and frozen under load, one deployment for all. After each fault the whole
 * history is examined: nothing acknowledged is lost, nothing decided twice or otherwise than a plain replay decides it, and
 * nobody is charged. {@link IsolationIT} does it to executors and validators, and to all brokers at once.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
    private static final int MOST_VOTER_KILLS = 12;
    private static final int MOST_OUTCOMES_BEFORE_KILL = 25;
    private static final Policy POLICY = Policy.defaults(new QuorumSpec(FaultFixture.EXECUTORS.size()), List.of());

    @TempDir
    static Path directory;

    private static final SplittableRandom RANDOM = new SplittableRandom(20261121);

    private static FaultFixture arena;
    private static LedgerLoad load;

    @BeforeAll
    static void start() {
        arena = FaultFixture.start(directory.resolve("data"));
        load = new LedgerLoad(arena);
        load.awaitProgress();
    }

    @AfterAll
    static void stop() {
        if (load != null) {
            load.close();
        }
        if (arena != null) {
            arena.close();
        }
    }

    @BeforeEach
    void resume() {
        load.resume();
        load.awaitProgress();
    }

    @Test
    @Order(1)
    void shouldDecideOnceWhenAVoterIsKilledInTheMiddleOfATransaction() {
        // When voters are killed at random moments until transactions were torn, and each is started again
        for (int kill = 0; kill < FaultFixture.VOTERS.size() || arena.watch().abortedVerdicts() == 0; kill++) {
            assertThat(kill).as("kills without a torn transaction").isLessThan(MOST_VOTER_KILLS);
            killVoter(FaultFixture.VOTERS.get(kill % FaultFixture.VOTERS.size()));
        }
        // Then
        assertNothingRepeated(examine());
    }

    @Test
    @Order(2)
    void shouldDecideOnceWhenAFrozenVoterComesBackAfterItsRivalTookOver() {
        // Given a voter that is frozen until its partitions are served by its rival
        Signals.stop(arena.role("voter-1"));
        report("rival took over from a frozen voter", load.awaitProgress());
        // When it goes on where it was
        Signals.resume(arena.role("voter-1"));
        arena.watch().awaitVoters(FaultFixture.VOTERS.size());
        load.awaitProgress();
        // Then
        assertThat(arena.role("voter-1").isAlive()).isTrue();
        assertNothingRepeated(examine());
    }

    @Test
    @Order(3)
    void shouldLoseNothingWhenAnyOneBrokerIsKilled() {
        // When each broker in turn is killed and started again
        for (int node : FaultFixture.NODES) {
            arena.killNode(node);
            report("went on without node " + node, load.awaitProgress());
            arena.restartNode(node);
            arena.watch().awaitAllReplicas();
        }
        load.awaitProgress();
        // Then
        assertNothingRepeated(examine());
    }

    @Test
    @Order(4)
    void shouldRepeatOnlyTheSameBytesWithoutTransactions() throws IOException {
        // Given voters that go on without transactions and commit seldom
        for (String voter : FaultFixture.VOTERS) {
            arena.configure(voter, VoteConfig.GUARANTEE, "at_least_once");
            arena.configure(voter, VoteConfig.COMMIT_INTERVAL, "2000");
            arena.restart(voter);
        }
        arena.watch().awaitVoters(FaultFixture.VOTERS.size());
        load.awaitProgress();
        // When they are killed at random moments
        FaultFixture.VOTERS.forEach(FaultsIT::killVoter);
        // Then there are repeats, and each has the bytes of the first
        assertThat(repeats(examine())).isPositive();
    }

    private static void killVoter(String voter) {
        load.awaitOutcomes(1 + RANDOM.nextInt(MOST_OUTCOMES_BEFORE_KILL));
        arena.kill(voter);
        report("went on without " + voter, load.awaitProgress());
        arena.restart(voter);
        arena.watch().awaitVoters(FaultFixture.VOTERS.size());
        load.awaitProgress();
    }

    private static List<PartitionDecisions> examine() {
        return new HistoryCheck(arena, new Downtimes(), POLICY.timing().deadline()).examine(load.quiesce());
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
