package io.tribunal.deployment.process;

import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process whose output is appended to a log file. It ignores SIGINT: on Ctrl-C the parent stops its children in
 * order.
 */
public final class ChildProcess implements Part {
    /** Statuses from here on are those of processes that a signal ended, which say nothing. */
    private static final int SIGNALLED = 128;

    private static final String IGNORE_INTERRUPT = "trap '' INT";

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts the process.
     *
     * @param name for people
     */
    public static ChildProcess start(String name, Path log, ChildCommand command) {
        ProcessBuilder builder = command.after(IGNORE_INTERRUPT, Map.of())
                .builder()
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ChildProcess(name, log, builder.start());
        } catch (IOException e) {
            throw new UserError("cannot start " + name + ": " + e.getMessage());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Exit status; only after the process has ended. */
    public int exitValue() {
        return process.exitValue();
    }

    @Override
    public String ending() {
        String cause = exitValue() >= SIGNALLED
                ? ""
                : LogTail.of(log).lastMessage().map(message -> ": " + message).orElse("");
        return "with status " + exitValue() + cause;
    }

    @Override
    public CompletableFuture<Part> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    @Override
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Asks for an orderly end (SIGTERM). Standard input stays open, since its end would halt the child at once. */
    @Override
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Ends the process at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
    }

    /** Waits for the end, and kills the process if it does not come in time. */
    @Override
    public void awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
