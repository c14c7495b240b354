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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every process of an honest deployment is killed and started again in turn, under a load that comes in bursts, for as many
 * minutes as the property {@code tribunal.rolling.minutes} says, and for ten or more until each had its turn: nobody is isolated or charged
 * with more than silence, and nothing is lost.
 */
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
    void shouldIsolateNobodyWhileEveryProcessIsRestartedUnderBursts() {
        try (FaultFixture arena = FaultFixture.start(directory.resolve("data"), VALIDATORS.size());
                LedgerLoad load = LedgerLoad.inBursts(arena)) {
            Downtimes downtimes = new Downtimes();
            FaultFixture.EXECUTORS.forEach(executor -> downtimes.add(executor, 0, Long.MAX_VALUE));
            load.awaitProgress();
            long begin = System.nanoTime();
            List<String> restarted = new ArrayList<>();
            List<String> turns = turns();
            int least = LENGTH.compareTo(LONG) < 0 ? 1 : turns.size();
            while (restarted.size() < least || System.nanoTime() - begin < LENGTH.toNanos()) {
                String process = turns.get(restarted.size() % turns.size());
                restart(process, arena, load);
                restarted.add(process);
            }
            load.awaitProgress();
            List<MembershipEvent> events = new DecisionReader(arena).events();
            System.err.println("rolling: restarted " + restarted + " in " + LENGTH + ", decisions " + events);
            assertThat(events).noneMatch(MembershipEvent.Isolate.class::isInstance);
            new HistoryCheck(arena, downtimes, POLICY.timing().deadline()).examine(load.quiesce());
        }
    }

    private static void restart(String process, FaultFixture arena, LedgerLoad load) {
        if (NODES.contains(process)) {
            int node = Integer.parseInt(process.substring(NODE.length()));
            arena.killNode(node);
            load.awaitProgress();
            arena.restartNode(node);
            arena.watch().awaitAllReplicas();
        } else {
            arena.kill(process);
            arena.restart(process);
        }
        if (FaultFixture.EXECUTORS.contains(process)) {
            arena.watch().awaitAnswers(Set.of(process));
        }
        load.awaitProgress();
    }

    /** One of each kind, then the next of each. */
    private static List<String> turns() {
        List<List<String>> kinds = List.of(FaultFixture.EXECUTORS, FaultFixture.VOTERS, VALIDATORS, NODES);
        return IntStream.range(0, FaultFixture.EXECUTORS.size())
                .boxed()
                .flatMap(turn ->
                        kinds.stream().filter(kind -> turn < kind.size()).map(kind -> kind.get(turn)))
                .toList();
    }
}
