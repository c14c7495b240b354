package io.tribunal.deployment.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a deployment's roles as child processes, restarts none by itself, and stops them in the reverse order of their
 * start.
 */
public final class Supervisor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Charge> charges = new LinkedHashMap<>();

    private record Charge(ChildProcess child, ChildCommand command) {}

    public synchronized ChildProcess start(String name, Path log, ChildCommand command) {
        ChildProcess child = ChildProcess.start(name, log, command);
        charges.put(name, new Charge(child, command));
        return child;
    }

    /** Starts a child once more, the way it was started first; kills it before if it still runs. */
    public synchronized ChildProcess restart(String name) {
        Charge charge = Optional.ofNullable(charges.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no child " + name));
        charge.child().kill();
        charge.child().awaitEnd(PATIENCE);
        return start(name, charge.child().log(), charge.command());
    }

    /** All children in the order of their first start, ended ones too. */
    public synchronized List<ChildProcess> children() {
        return charges.values().stream().map(Charge::child).toList();
    }

    @Override
    public void close() {
        List<ChildProcess> running = children();
        running.reversed().forEach(ChildProcess::terminate);
        running.forEach(child -> child.awaitEnd(PATIENCE));
    }
}
