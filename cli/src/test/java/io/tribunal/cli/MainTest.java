package io.tribunal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private static String usage(CommandLine tribunal, String command) {
        return tribunal.getSubcommands().get(command).getUsageMessage();
    }

    @Test
    void shouldMakeOnlyTheCommandThatIsNamed() {
        assertThat(Main.commandLine("send").getSubcommands()).containsOnlyKeys("send");
        assertThat(Main.commandLine("--version").getSubcommands()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "sned", "-x"})
    void shouldMakeAllCommandsWhereNoneIsNamed(String first) {
        assertThat(Main.commandLine(first).getSubcommands().keySet())
                .isEqualTo(Main.commandLine().getSubcommands().keySet())
                .contains("up", "send", "demo", "state");
    }

    @Test
    void shouldMakeEachCommandAsItStandsInTheWholeTree() {
        CommandLine whole = Main.commandLine();

        assertThat(whole.getSubcommands()).isNotEmpty();
        for (String command : whole.getSubcommands().keySet()) {
            assertThat(usage(Main.commandLine(command), command)).isEqualTo(usage(whole, command));
        }
    }

    @Test
    void shouldRefuseAMistypedCommand() {
        StringWriter err = new StringWriter();

        int code = Main.commandLine("sned").setErr(new PrintWriter(err)).execute("sned");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("sned");
    }
}
