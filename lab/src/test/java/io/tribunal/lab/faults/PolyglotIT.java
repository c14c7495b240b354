package io.tribunal.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.implementation.Implementation;
import io.tribunal.deployment.implementation.ImplementationCatalog;
import io.tribunal.deployment.implementation.ImplementationStatus;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executors in as many languages as there are, each killed at random moments under load, for as many minutes as the property
 * {@code tribunal.polyglot.minutes} says: each resumes, none answers a request in two ways, none is isolated, nothing is lost.
 */
class PolyglotIT {
    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("tribunal.polyglot.minutes", 1));
    private static final int MOST_REQUESTS_BETWEEN = 200;
    private static final int VALIDATORS = 3;
    private static final int PARTITIONS = 3;
    private static final Policy POLICY = Policy.defaults(new QuorumSpec(FaultFixture.EXECUTORS.size()), List.of());

    @TempDir
    Path directory;

    @Test
    void shouldAnswerEverythingOnceWhileExecutorsOfEveryLanguageAreKilled() {
        List<DeploymentPlan.ExecutorSpec> seats = seats();
        try (FaultFixture arena = FaultFixture.start(directory.resolve("data"), VALIDATORS, PARTITIONS, seats);
                LedgerLoad load = LedgerLoad.inBursts(arena)) {
            Downtimes downtimes = new Downtimes();
            FaultFixture.EXECUTORS.forEach(executor -> downtimes.add(executor, 0, Long.MAX_VALUE));
            load.awaitProgress();
            List<String> killed = killInTurns(arena, load);
            load.awaitProgress();
            List<LedgerLoad.Sent> sent = load.quiesce();

            Await.until(
                    "that everybody has come to the end of the log",
                    () -> SecondAnswers.in(arena).areComplete(sent.size(), FaultFixture.EXECUTORS));
            SecondAnswers answers = SecondAnswers.in(arena);
            System.err.println("polyglot: " + seats + " killed " + killed + " in " + LENGTH + " over " + sent.size()
                    + " requests; " + answers.unanswered(FaultFixture.EXECUTORS).size()
                    + " of their answers left out by beginning from a snapshot");
            assertThat(killed).containsAll(FaultFixture.EXECUTORS);
            assertThat(answers.different()).isEmpty();
            assertThat(answers.lost(FaultFixture.EXECUTORS)).isEmpty();
            assertThat(new DecisionReader(arena).events()).noneMatch(MembershipEvent.Isolate.class::isInstance);
            new HistoryCheck(arena, downtimes, POLICY.timing().deadline()).examine(sent);
        }
    }

    /** In rounds whose order is drawn anew each time, until the time is over and each had its turn. */
    private static List<String> killInTurns(FaultFixture arena, LedgerLoad load) {
        Random random = new Random(20261121);
        long begin = System.nanoTime();
        List<String> killed = new ArrayList<>();
        List<String> round = new ArrayList<>();
        while (killed.size() < FaultFixture.EXECUTORS.size() || System.nanoTime() - begin < LENGTH.toNanos()) {
            if (round.isEmpty()) {
                round.addAll(FaultFixture.EXECUTORS);
                Collections.shuffle(round, random);
            }
            String executor = round.removeFirst();
            load.awaitOutcomes(1 + random.nextInt(MOST_REQUESTS_BETWEEN));
            arena.kill(executor);
            load.awaitOutcomes(1 + random.nextInt(MOST_REQUESTS_BETWEEN));
            arena.restart(executor);
            arena.watch().awaitAnswers(Set.of(executor));
            killed.add(executor);
        }
        return killed;
    }

    /** Every language that is ready here, Java for the rest. With REQUIRE_RUNTIMES=true one that is not ready is a failure. */
    private static List<DeploymentPlan.ExecutorSpec> seats() {
        ImplementationCatalog installation = ImplementationCatalog.here();
        List<DeploymentPlan.ExecutorSpec> seats = new ArrayList<>();
        for (ImplementationStatus report : installation.ask()) {
            if (report.ready()) {
                seats.add(seat(seats.size(), installation, report.name()));
            } else if (Boolean.parseBoolean(System.getenv("REQUIRE_RUNTIMES"))) {
                fail(report.name() + " is not ready: " + report.words());
            }
        }
        assumeThat(seats).as("executors in other languages").isNotEmpty();
        for (String variant : installation.variants()) {
            if (seats.size() < FaultFixture.EXECUTORS.size()) {
                seats.add(seat(seats.size(), installation, variant));
            }
        }
        return seats;
    }

    private static DeploymentPlan.ExecutorSpec seat(int index, ImplementationCatalog installation, String name) {
        Implementation implementation = installation.find(name).orElseThrow();
        ExecutorId executor = new ExecutorId(FaultFixture.EXECUTORS.get(index));
        return new DeploymentPlan.ExecutorSpec(executor, name, implementation, Optional.empty());
    }
}
