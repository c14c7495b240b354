package io.tribunal.deployment.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the roles of a deployment as child processes. It restarts none by itself, and stops them in the reverse order of their
 * start.
 */
public final class Supervisor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Started> started = new LinkedHashMap<>();

    private record Started(ChildProcess child, ChildCommand command) {}

    public synchronized ChildProcess start(String name, Path log, ChildCommand command) {
        ChildProcess child = ChildProcess.start(name, log, command);
        started.put(name, new Started(child, command));
        return child;
    }

    /** Starts a child again with the same command; kills it first if it still runs. */
    public synchronized ChildProcess restart(String name) {
        Started current = Optional.ofNullable(started.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no child " + name));
        current.child().kill();
        current.child().awaitEnd(PATIENCE);
        return start(name, current.child().log(), current.command());
    }

    /** All children in the order of their first start, including those that have ended. */
    public synchronized List<ChildProcess> children() {
        return started.values().stream().map(Started::child).toList();
    }

    @Override
    public void close() {
        List<ChildProcess> running = children();
        running.reversed().forEach(ChildProcess::terminate);
        running.forEach(child -> child.awaitEnd(PATIENCE));
    }
}
