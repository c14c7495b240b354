package io.tribunal.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every process of an honest deployment is killed and started again in turn, under a load that comes in bursts, for as many
 * minutes as the property {@code tribunal.rolling.minutes} says: nobody is isolated or charged with more than silence, and nothing is lost.
 */
class RollingRestartIT {
    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("tribunal.rolling.minutes", 2));
    private static final List<String> VALIDATORS = List.of("v1", "v2", "v3");
    private static final Policy POLICY = Policy.defaults(new QuorumSpec(Arena.EXECUTORS.size()), List.of());

    @TempDir
    Path directory;

    @Test
    void shouldIsolateNobodyWhileEveryProcessIsRestartedUnderBursts() {
        try (Arena arena = Arena.start(directory.resolve("data"), VALIDATORS.size());
                LedgerLoad load = LedgerLoad.inBursts(arena)) {
            Downtimes downtimes = new Downtimes();
            Arena.EXECUTORS.forEach(executor -> downtimes.add(executor, 0, Long.MAX_VALUE));
            load.awaitProgress();
            long begin = System.nanoTime();
            int restarts = 0;
            while (System.nanoTime() - begin < LENGTH.toNanos()) {
                restarts += restartOne(arena, load, restarts);
            }
            load.awaitProgress();
            List<MembershipEvent> events = new Bench(arena).events();
            System.err.println("rolling: " + restarts + " restarts in " + LENGTH + ", decisions " + events);
            assertThat(restarts).isPositive();
            assertThat(events).noneMatch(MembershipEvent.Isolate.class::isInstance);
            new Inquest(arena, downtimes, POLICY.deadline()).examine(load.quiesce());
        }
    }

    private static int restartOne(Arena arena, LedgerLoad load, int number) {
        List<String> roles = Stream.of(Arena.EXECUTORS, Arena.VOTERS, VALIDATORS)
                .flatMap(List::stream)
                .toList();
        int turn = number % (roles.size() + Arena.NODES.size());
        if (turn < roles.size()) {
            String role = roles.get(turn);
            arena.kill(role);
            arena.restart(role);
            if (Arena.EXECUTORS.contains(role)) {
                arena.watch().awaitAnswers(Set.of(role));
            }
        } else {
            int node = Arena.NODES.get(turn - roles.size());
            arena.killNode(node);
            load.awaitProgress();
            arena.restartNode(node);
            arena.watch().awaitAllReplicas();
        }
        load.awaitProgress();
        return 1;
    }
}
