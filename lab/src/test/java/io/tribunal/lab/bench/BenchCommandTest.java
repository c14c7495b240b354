package io.tribunal.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
    @Test
    void shouldBeASubcommandOfTribunal() {
        // Given the command tree with this module on the class path
        CommandLine tribunal = Main.commandLine();

        // When
        CommandLine bench = tribunal.getSubcommands().get("bench");

        // Then
        assertThat(bench.getCommandSpec().userObject()).isInstanceOf(BenchCommand.class);
        assertThat(bench.getSubcommands()).containsKey("micro");
    }

    @Test
    void shouldRefuseARateOfZero() {
        // Given
        StringWriter err = new StringWriter();
        CommandLine tribunal = Main.commandLine().setErr(new PrintWriter(err));

        // When
        int code = tribunal.execute("bench", "--rate", "0");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("--rate");
    }
}
