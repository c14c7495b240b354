package io.tribunal.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills and restarts the processes of a deployment without faults in turn, under bursts of load, for the minutes that the property
 * {@code tribunal.rolling.minutes} gives; with ten minutes or more at least until each process was restarted. No executor is
 * isolated, silence is the only deviation, and nothing is lost.
 */
@Tag("soak")
class RollingRestartIT {
    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("tribunal.rolling.minutes", 2));
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String NODE = "node-";
    private static final List<String> NODES =
            FaultFixture.NODES.stream().map(node -> NODE + node).toList();
    private static final List<String> VALIDATORS = List.of("v1", "v2", "v3");
    private static final Policy POLICY = Policy.defaults(new QuorumSpec(FaultFixture.EXECUTORS.size()), List.of());

    @TempDir
    Path directory;

    @Test
    void shouldIsolateNoExecutorWhileProcessesAreRestartedUnderBursts() {
        try (FaultFixture fixture = FaultFixture.start(directory.resolve("data"), VALIDATORS.size());
                LedgerLoad load = LedgerLoad.inBursts(fixture)) {
            Downtimes downtimes = new Downtimes();
            FaultFixture.EXECUTORS.forEach(executor -> downtimes.add(executor, 0, Long.MAX_VALUE));
            load.awaitProgress();
            long begin = System.nanoTime();
            List<String> restarted = new ArrayList<>();
            List<String> order = restartOrder();
            int least = LENGTH.compareTo(LONG) < 0 ? 1 : order.size();
            while (restarted.size() < least || System.nanoTime() - begin < LENGTH.toNanos()) {
                String process = order.get(restarted.size() % order.size());
                restart(process, fixture, load);
                restarted.add(process);
            }
            load.awaitProgress();
            List<MembershipEvent> events = new DecisionReader(fixture).events();
            System.err.println("rolling: restarted " + restarted + " in " + LENGTH + ", decisions " + events);
            assertThat(events).noneMatch(MembershipEvent.Isolate.class::isInstance);
            new HistoryCheck(fixture, downtimes, POLICY.timing().deadline()).check(load.quiesce());
        }
    }

    private static void restart(String process, FaultFixture fixture, LedgerLoad load) {
        if (NODES.contains(process)) {
            int node = Integer.parseInt(process.substring(NODE.length()));
            fixture.killNode(node);
            load.awaitProgress();
            fixture.restartNode(node);
            fixture.probe().awaitAllReplicas();
        } else {
            fixture.kill(process);
            fixture.restart(process);
        }
        if (FaultFixture.EXECUTORS.contains(process)) {
            fixture.probe().awaitAnswers(Set.of(process));
        }
        load.awaitProgress();
    }

    /** One process of each kind, then the next of each kind. */
    private static List<String> restartOrder() {
        List<List<String>> kinds = List.of(FaultFixture.EXECUTORS, FaultFixture.VOTERS, VALIDATORS, NODES);
        return IntStream.range(0, FaultFixture.EXECUTORS.size())
                .boxed()
                .flatMap(index ->
                        kinds.stream().filter(kind -> index < kind.size()).map(kind -> kind.get(index)))
                .toList();
    }
}
