package io.tribunal.deployment.process;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs the roles of a deployment. It restarts none by itself, and stops them in the reverse order of their start. */
public final class Supervisor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Started> started = new LinkedHashMap<>();

    private record Started(Part part, Supplier<Part> start) {}

    /**
     * Starts a part.
     *
     * @param start starts it, now and at each restart
     */
    public synchronized Part start(String name, Supplier<Part> start) {
        Part part = start.get();
        started.put(name, new Started(part, start));
        return part;
    }

    /** Starts a part again that has ended or ends now in order; a process that still runs is killed first. */
    public synchronized Part restart(String name) {
        Started current = Optional.ofNullable(started.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no part " + name));
        if (current.part() instanceof ChildProcess child) {
            child.kill();
        } else {
            current.part().terminate();
        }
        current.part().awaitEnd(PATIENCE);
        return start(name, current.start());
    }

    /** All parts in the order of their first start, including those that have ended. */
    public synchronized List<Part> parts() {
        return started.values().stream().map(Started::part).toList();
    }

    @Override
    public void close() {
        List<Part> running = parts();
        running.reversed().forEach(Part::terminate);
        running.forEach(part -> part.awaitEnd(PATIENCE));
    }
}
