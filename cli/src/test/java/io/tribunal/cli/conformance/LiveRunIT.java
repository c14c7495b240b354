package io.tribunal.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.cli.Main;
import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.report.ResultTable;
import io.tribunal.conformance.script.LiveRun;
import io.tribunal.deployment.process.Launcher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scripted log on a real cluster: an honest executor, one that lies, and one that ends at once. */
@Tag("soak")
class LiveRunIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void shouldPassAnHonestExecutorAndReportTheErrorsOfTheOthers() {
        // Given
        Launcher launcher = new Launcher(Main.class.getName());
        ExecutorCommand honest = ExecutorCommand.ofVariant(launcher, "digits").named("honest");
        ExecutorCommand liar =
                new ExecutorCommand("liar", honest.probe(), honest.execute().with(List.of("--fault", "lie:0.02")), 0);
        ExecutorCommand ended = ExecutorCommand.ofShell(launcher, "false").named("ended");
        ResultTable table = new ResultTable(List.of("honest", "liar", "ended"));
        // When
        new LiveRun(List.of(honest, liar, ended), true, PATIENCE, line -> {}).run(table);
        // Then
        String printed = printed(table);
        assertThat(printed)
                .doesNotContain("honest: log: requests answered")
                .doesNotContain("honest: log: all else unanswered")
                .doesNotContain("honest: log: no other answer ever")
                .doesNotContain("honest: log: batches")
                .doesNotContain("honest: log: heartbeats")
                .doesNotContain("honest: log: rejoin once")
                .doesNotContain("honest: log: orderly end")
                .doesNotContain("honest: log: goes on to the end")
                .containsPattern(
                        Pattern.compile("liar: log: no other answer ever: .* is none that the reference ever gives"))
                .containsPattern(Pattern.compile("liar: log: requests answered: entry .* should be"))
                .contains("ended: log: goes on to the end: script: has not answered the opening as the reference does;"
                        + " its process has ended");
        assertThat(table.isPassed()).isFalse();
    }

    private static String printed(ResultTable table) {
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out));
        return out.toString();
    }
}
