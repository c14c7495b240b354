package io.tribunal.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TiedProcessTest {
    /** A program with a child process; both ignore their input and SIGTERM. */
    private static final String STUBBORN = "sh -c 'trap \"\" TERM HUP; sleep 600 & echo $!; wait'";

    private @TempDir Path directory;
    private List<ProcessHandle> seen = List.of();

    @AfterEach
    void endWhatIsLeft() {
        seen.forEach(ProcessHandle::destroyForcibly);
    }

    private static String line(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static String line(TiedProcess program) throws IOException {
        return new BufferedReader(new InputStreamReader(program.output(), StandardCharsets.UTF_8)).readLine();
    }

    private static ProcessHandle handle(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    @Test
    void shouldKillItsChildrenAndRemoveItsDirectory() throws Exception {
        TiedProcess program = TiedProcess.start(STUBBORN, Map.of(), Files.createDirectory(directory.resolve("own")));
        ProcessHandle child = handle(line(program));
        seen = List.of(child);

        program.close();

        child.onExit().get(10, TimeUnit.SECONDS);
        assertThat(program.isAlive()).isFalse();
        assertThat(directory.resolve("own")).doesNotExist();
    }

    @Test
    void shouldEndWhenItsParentIsKilled() throws Exception {
        Process bystander = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParentProcess.class.getName(),
                        "sleep 600 & exec sleep 601")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String[] said = line(bystander).split(" ");
        ProcessHandle program = handle(said[0]);
        seen = List.of(program, bystander.toHandle());
        assertThat(program.isAlive()).isTrue();

        bystander.destroyForcibly();

        program.onExit().get(10, TimeUnit.SECONDS);
        Path own = Path.of(said[1]);
        await().untilAsserted(() -> assertThat(own).doesNotExist());
    }

    @Test
    void shouldPassOnlyItsOwnTribunalVariables() throws Exception {
        try (TiedProcess program = TiedProcess.start(
                "sh -c 'env | grep -c ^TRIBUNAL_; echo $TRIBUNAL_PORT'", Map.of("TRIBUNAL_PORT", "7"), directory)) {
            BufferedReader output = new BufferedReader(new InputStreamReader(program.output(), StandardCharsets.UTF_8));

            assertThat(output.readLine()).isEqualTo("1");
            assertThat(output.readLine()).isEqualTo("7");
        }
    }

    @Test
    void shouldReportItsExitStatus() throws Exception {
        TiedProcess program = TiedProcess.start("sh -c 'exit 3'", Map.of(), directory);
        assertThat(program.output().readAllBytes()).isEmpty();
        program.close();

        assertThat(program.status()).isEqualTo("exit 3");
    }
}
