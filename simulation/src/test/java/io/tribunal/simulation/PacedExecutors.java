package io.tribunal.simulation;

import io.tribunal.core.partition.Event;
import io.tribunal.core.policy.HeartbeatPace;
import io.tribunal.core.policy.Policy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Executors of one partition in time: each handles entries when the test says so, and writes heartbeats as the protocol says. */
final class PacedExecutors {
    /** An event of the voting, and ms since the start. */
    record Timed(long at, Event event) {}

    private record Task(long at, long offset, boolean answers) {}

    private final class Paced {
        final String name;
        final HeartbeatPace pace = new HeartbeatPace();
        final Deque<Task> tasks = new ArrayDeque<>();
        long handledTo = -1;

        Paced(String name) {
            this.name = name;
        }

        long nextAt() {
            long task = tasks.isEmpty() ? Long.MAX_VALUE : tasks.getFirst().at();
            return Math.max(fixture.now(), Math.min(task, fixture.now() + heartbeatIn()));
        }

        private long heartbeatIn() {
            long steady = policy.timing().heartbeat();
            return isSteady || !tasks.isEmpty() ? pace.dueIn(fixture.now(), steady) : pace.dueIn(fixture.now());
        }

        /** Handles the entry that is due, if there is one, and writes a batch. */
        List<Event> write() {
            long before = handledTo;
            boolean isDue = !tasks.isEmpty() && tasks.getFirst().at() <= fixture.now();
            List<Event> events = isDue ? handle(tasks.removeFirst()) : fixture.heartbeat(name, handledTo);
            pace.written(fixture.now(), handledTo - before, policy);
            return events;
        }

        private List<Event> handle(Task task) {
            handledTo = task.offset();
            return task.answers() ? fixture.answer(name, handledTo) : fixture.heartbeat(name, handledTo);
        }
    }

    private final PartitionFixture fixture;
    private final Policy policy;
    private final boolean isSteady;
    private final long start;
    private final Map<String, Paced> executors = new TreeMap<>();
    private final List<Timed> events = new ArrayList<>();

    /**
     * The executors of the deployment, which have read genesis.
     *
     * @param isSteady whether they write heartbeats every policy.heartbeat for ever
     */
    PacedExecutors(PartitionFixture fixture, boolean isSteady) {
        this.fixture = fixture;
        this.policy = fixture.deployment.genesis().policy();
        this.isSteady = isSteady;
        this.start = fixture.now();
        fixture.deployment.executors().forEach(name -> executors.put(name, new Paced(name)));
        executors.values().forEach(executor -> executor.tasks.add(new Task(start, 0, false)));
    }

    /** The executor writes nothing any more. */
    void die(String name) {
        executors.remove(name);
    }

    /** The executor handles the entry that many ms from now, or later if it is not done with earlier ones by then. */
    void handle(String name, long offset, long delay, boolean answers) {
        Paced executor = executors.get(name);
        if (executor != null) {
            executor.tasks.add(new Task(fixture.now() + delay, offset, answers));
        }
    }

    /** Lets that time pass. */
    void pass(long ms) {
        long end = fixture.now() + ms;
        while (true) {
            Paced next = executors.values().stream()
                    .min(Comparator.comparingLong(Paced::nextAt))
                    .orElseThrow();
            if (next.nextAt() > end) {
                fixture.pass(Math.max(0, end - fixture.now()));
                return;
            }
            fixture.pass(next.nextAt() - fixture.now());
            next.write().forEach(event -> events.add(new Timed(fixture.now() - start, event)));
        }
    }

    /** Ms since the start. */
    long elapsed() {
        return fixture.now() - start;
    }

    /** All events so far. */
    List<Timed> events() {
        return events;
    }
}
