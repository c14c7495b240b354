package io.tribunal.conformance.script;

import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A process of the executor under test. */
final class ExecutorProcess implements AutoCloseable {
    private final Process process;

    private ExecutorProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the process.
     *
     * @param log its output is appended there
     */
    static ExecutorProcess start(ExecutorCommand command, Path settings, int healthPort, Path log) {
        ProcessBuilder builder = command.execute()
                .with(List.of("--config", settings.toString(), "--set", "tribunal.health.port=" + healthPort))
                .builder()
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return new ExecutorProcess(builder.start());
        } catch (IOException e) {
            throw new UserError("cannot start " + command.name() + ": " + e.getMessage());
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGKILL to the process and its descendants. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        exit(Duration.ofSeconds(10));
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Closes its standard input, as the end of its parent does. */
    void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException ended) {
            terminate();
        }
    }

    /** The exit status, if it comes in time. */
    OptionalInt exit(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
