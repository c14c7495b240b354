package io.tribunal.conformance.script;

import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.kafka.process.LogText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The executor under test, over several starts of its process. */
final class ExecutorUnderTest implements AutoCloseable {
    private static final int LONGEST = 200;

    private final ExecutorCommand command;
    private final TestDeployment deployment;
    private final Path log;
    private final HealthEndpoint endpoint = HealthEndpoint.free();
    private final List<Integer> starts = new ArrayList<>();
    private @Nullable ExecutorProcess running;

    ExecutorUnderTest(ExecutorCommand command, TestDeployment deployment) {
        this.command = command;
        this.deployment = deployment;
        this.log = deployment.data().root().resolve("executor.log");
    }

    void start(ResponseTail tail) {
        start(tail, deployment.settings());
    }

    /** Starts it with other settings. */
    void start(ResponseTail tail, Path settings) {
        starts.add(tail.seen().size());
        running = ExecutorProcess.start(command, settings, endpoint.port(), log);
    }

    private ExecutorProcess process() {
        if (running == null) {
            throw new IllegalStateException("not started yet");
        }
        return running;
    }

    boolean isAlive() {
        return process().isAlive();
    }

    void kill() {
        process().kill();
    }

    void terminate() {
        process().terminate();
    }

    void closeInput() {
        process().closeInput();
    }

    OptionalInt exit(Duration patience) {
        return process().exit(patience);
    }

    /** Exit status after SIGTERM, if it ends in order. */
    int terminated() {
        return command.terminated();
    }

    HealthEndpoint endpoint() {
        return endpoint;
    }

    /** How many records of response-log had been seen at each start. */
    List<Integer> starts() {
        return List.copyOf(starts);
    }

    int startedAt() {
        return starts.getLast();
    }

    /** The last line of its log, as the end of a sentence. */
    String lastWords() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            String last = lines.isEmpty() ? "" : lines.getLast();
            return last.isEmpty()
                    ? "; it has logged nothing"
                    : "; its last words: " + LogText.escaped(last.substring(0, Math.min(LONGEST, last.length())));
        } catch (IOException e) {
            return "; its log cannot be read";
        }
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
    }
}
