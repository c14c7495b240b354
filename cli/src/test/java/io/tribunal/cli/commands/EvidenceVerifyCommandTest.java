package io.tribunal.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceVerifyCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();

    private int verify(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "evidence";
        all[1] = "verify";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        PrintWriter printer = new PrintWriter(out);
        return Main.commandLine().setOut(printer).setErr(printer).execute(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}\n", "null", "null\n", "[]", "7", "\"\"", "", "{", "\u0000", "[null]"})
    void shouldRefuteAFileThatIsNotEvidence(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("evidence.json"), content);

        assertThat(verify(file.toString())).isEqualTo(3);
        assertThat(out.toString()).startsWith("REFUTED FORMAT: ");
    }

    @Test
    void shouldNameAMissingFile() {
        assertThat(verify(directory.resolve("none").toString())).isEqualTo(2);
        assertThat(out.toString()).startsWith("tribunal: cannot read ");
    }

    @Test
    void shouldRefuseADeploymentThatIsNotAHash() {
        assertThat(verify("--deployment", "me", "file")).isEqualTo(2);
    }
}
