package io.tribunal.bridge.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.log.ResponseRecord;
import io.tribunal.worker.TestLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a program does, no wrong batch is written, no answer is lost and the executor continues. */
@Timeout(120)
class MisbehavingProgramTest {
    private final TestLog log = new TestLog(policy -> TestLog.with(policy, false, 1 << 16, 1000));

    private @TempDir Path directory;

    private String program(String fault) {
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -Xshare:auto -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path") + "' " + JavaProgram.class.getName() + " " + fault + " "
                + directory.resolve("once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "crash",
                "hang",
                "flood",
                "garbage",
                "other-offset",
                "other-request",
                "other-state",
                "too-large",
                "other-root",
                "bad-signature"
            })
    void shouldReplaceAFailingProgramAndLoseNoAnswer(String fault) throws Exception {
        log.greet("a");
        log.greet("b");
        try (ProgramExecutor executor = new ProgramExecutor(log, program(fault), Optional.empty(), 20_000)) {
            executor.stepUntil(() -> executor.answered().size() >= 2);
            log.greet("c");
            log.greet("d");
            executor.stepUntil(() -> executor.answered().size() >= 4);

            assertThat(executor.answered()).as("each once, in order").containsExactly(1L, 2L, 3L, 4L);
            assertThat(executor.written())
                    .allSatisfy(record -> assertThat(record.batch()).isPresent());
            assertThat(executor.failures()).isEqualTo(fault.equals("none") ? 0 : 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 3",
                "no-such-program",
                "sleep 600",
                "yes",
                "echo 'Traceback (most recent call last)'; sleep 600",
                "yes >&2",
                "printf '\\000\\000\\000\\002hX'; sleep 600",
                "printf '\\000\\000\\000\\000'; sleep 600",
                "printf '\\177\\377\\377\\377'; sleep 600",
                "printf '\\000\\000\\000\\001r'; sleep 600"
            })
    void shouldRestartAProgramThatNeverSendsHello(String command) throws Exception {
        log.greet("a");
        try (ProgramExecutor executor =
                new ProgramExecutor(log, "sh -c \"" + command.replace("\"", "\\\"") + "\"", Optional.empty(), 300)) {
            executor.stepUntil(() -> executor.failures() >= 2);

            assertThat(executor.written()).extracting(ResponseRecord::batch).isEqualTo(List.of());
        }
    }

    @Test
    void shouldGiveAProgramEachRequestOnceInOrder() throws Exception {
        for (int i = 0; i < 400; i++) {
            log.greet("a");
        }
        try (ProgramExecutor executor = new ProgramExecutor(log, program("none"), Optional.empty(), 60_000)) {
            executor.stepUntil(() -> executor.answered().size() >= 400);

            assertThat(executor.answered())
                    .isEqualTo(LongStream.rangeClosed(1, 400).boxed().toList());
        }
    }
}
