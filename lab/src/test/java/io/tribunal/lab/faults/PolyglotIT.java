package io.tribunal.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.deployment.implementation.Implementation;
import io.tribunal.deployment.implementation.ImplementationCatalog;
import io.tribunal.deployment.implementation.ImplementationStatus;
import io.tribunal.deployment.plan.DeploymentPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills executors in every available language at random moments under load, for the minutes that the property
 * {@code tribunal.polyglot.minutes} gives: each resumes, none answers a request in two ways, none is isolated, nothing is lost.
 */
@Tag("soak")
class PolyglotIT {
    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("tribunal.polyglot.minutes", 1));
    private static final int MOST_REQUESTS_BETWEEN = 200;
    private static final int VALIDATORS = 3;
    private static final int PARTITIONS = 3;
    private static final Policy POLICY = Policy.defaults(new QuorumSpec(FaultFixture.EXECUTORS.size()), List.of());

    @TempDir
    Path directory;

    @Test
    void shouldAnswerEachRequestOnceWhileExecutorsOfEveryLanguageAreKilled() {
        List<DeploymentPlan.ExecutorSpec> executors = executors();
        try (FaultFixture fixture = FaultFixture.start(directory.resolve("data"), VALIDATORS, PARTITIONS, executors);
                LedgerLoad load = LedgerLoad.inBursts(fixture)) {
            Downtimes downtimes = new Downtimes();
            FaultFixture.EXECUTORS.forEach(executor -> downtimes.add(executor, 0, Long.MAX_VALUE));
            load.awaitProgress();
            List<String> killed = killAtRandom(fixture, load);
            load.awaitProgress();
            List<LedgerLoad.Sent> sent = load.quiesce();

            Waits.await("all executors to reach the end of the log")
                    .until(() -> ResponseHistory.read(fixture).isComplete(sent.size(), FaultFixture.EXECUTORS));
            ResponseHistory responses = ResponseHistory.read(fixture);
            System.err.println(
                    "polyglot: " + executors + ", killed " + killed + " in " + LENGTH + " over " + sent.size()
                            + " requests; "
                            + responses.unanswered(FaultFixture.EXECUTORS).size()
                            + " responses left out by executors that began from a snapshot");
            assertThat(killed).containsAll(FaultFixture.EXECUTORS);
            assertThat(responses.different()).isEmpty();
            assertThat(responses.lost(FaultFixture.EXECUTORS)).isEmpty();
            assertThat(new DecisionReader(fixture).events()).noneMatch(MembershipEvent.Isolate.class::isInstance);
            new HistoryCheck(fixture, downtimes, POLICY.timing().deadline()).check(sent);
        }
    }

    /** Kills the executors in rounds of random order until the time is over and each was killed at least once. */
    private static List<String> killAtRandom(FaultFixture fixture, LedgerLoad load) {
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
            fixture.kill(executor);
            load.awaitOutcomes(1 + random.nextInt(MOST_REQUESTS_BETWEEN));
            fixture.restart(executor);
            fixture.probe().awaitAnswers(Set.of(executor));
            killed.add(executor);
        }
        return killed;
    }

    /** One executor for each language that is ready on this machine, and Java for the rest. With REQUIRE_RUNTIMES=true a language that is not ready is a failure. */
    private static List<DeploymentPlan.ExecutorSpec> executors() {
        ImplementationCatalog catalog = ImplementationCatalog.here();
        List<DeploymentPlan.ExecutorSpec> executors = new ArrayList<>();
        for (ImplementationStatus status : catalog.ask()) {
            if (status.ready()) {
                executors.add(executor(executors.size(), catalog, status.name()));
            } else if (Boolean.parseBoolean(System.getenv("REQUIRE_RUNTIMES"))) {
                fail(status.name() + " is not ready: " + status.words());
            }
        }
        assumeThat(executors).as("executors in other languages").isNotEmpty();
        for (String variant : catalog.variants()) {
            if (executors.size() < FaultFixture.EXECUTORS.size()) {
                executors.add(executor(executors.size(), catalog, variant));
            }
        }
        return executors;
    }

    private static DeploymentPlan.ExecutorSpec executor(int index, ImplementationCatalog catalog, String name) {
        Implementation implementation = catalog.find(name).orElseThrow();
        ExecutorId executor = new ExecutorId(FaultFixture.EXECUTORS.get(index));
        return new DeploymentPlan.ExecutorSpec(executor, name, implementation, Optional.empty());
    }
}
