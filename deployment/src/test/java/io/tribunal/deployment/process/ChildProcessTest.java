package io.tribunal.deployment.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ChildProcessTest {
    @TempDir
    Path directory;

    private String ending(String script) {
        ChildProcess child = ChildProcess.start(
                "p1", directory.resolve("p1.log"), ChildCommand.program(List.of("/bin/sh", "-c", script)));
        await().until(() -> !child.isAlive());
        return child.ending();
    }

    @Test
    void shouldSayWhyACommandEnded() {
        assertThat(ending(
                        "echo 'tribunal: found nothing'; echo 'tribunal: unknown variable X'; echo level=INFO; exit 2"))
                .isEqualTo("with status 2: unknown variable X");
    }

    @Test
    void shouldSayTheStatusAloneOfAProcessThatSaidNothingOrWasKilled() {
        assertThat(ending("exit 3")).isEqualTo("with status 3");
        assertThat(ending("echo 'tribunal: starting'; kill -KILL $$")).isEqualTo("with status 137");
    }
}
