package io.tribunal.cli.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a deployment's roles as child processes, restarts nothing, and stops them in the reverse order of their start. */
public final class Supervisor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<ChildProcess> children = new ArrayList<>();

    /** Starts a child that runs the given main class with its arguments. */
    public synchronized ChildProcess start(String name, Path log, List<String> jvmOptions, List<String> command) {
        ChildProcess child = ChildProcess.start(name, log, jvmOptions, command);
        children.add(child);
        return child;
    }

    /** All children in the order of their start, ended ones too. */
    public synchronized List<ChildProcess> children() {
        return List.copyOf(children);
    }

    @Override
    public void close() {
        List<ChildProcess> running = children();
        running.reversed().forEach(ChildProcess::terminate);
        running.forEach(child -> child.awaitEnd(PATIENCE));
    }
}
