package io.tribunal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.probe.FakeExecutor;
import io.tribunal.conformance.probe.ProbeMain;
import io.tribunal.conformance.probe.ProbeTimeouts;
import io.tribunal.conformance.report.ResultTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class ConformanceRunTest {
    private static final ProbeTimeouts PATIENCE = new ProbeTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(60));
    private static final ProbeTimeouts SHORT = new ProbeTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));

    @TempDir
    Path directory;

    @Test
    void shouldPassAJavaVariantInAProcessOfItsOwn() {
        // When
        ResultTable table = run(ExecutorCommand.ofVariant(ProbeMain.LAUNCHER, "scaled"), PATIENCE);
        // Then
        assertThat(table.isPassed()).describedAs(printed(table)).isTrue();
    }

    @Test
    void shouldReportOneWrongAnswer() {
        // Given an executor that rejects for expiry with another reason
        ExecutorCommand liar = FakeExecutor.distorted("liar", "s/\"reason\":\"EXPIRED\"/\"reason\":\"UNKNOWN_KEY\"/");
        // When
        ResultTable table = run(liar, PATIENCE);
        // Then
        assertThat(table.isPassed()).isFalse();
        assertThat(printed(table))
                .containsPattern("vectors admission +6[0-9]/64 FAILED")
                .contains("liar: vectors admission: appended a millisecond too late: reason should be \"EXPIRED\", says"
                        + " \"UNKNOWN_KEY\"")
                .containsPattern("vectors signatures +56/56\n");
    }

    @Test
    void shouldReportAnExecutorThatHangs() throws IOException {
        // Given
        ExecutorCommand hanging = FakeExecutor.of(directory, "hanging", "cat > /dev/null");
        // When
        ResultTable table = run(hanging, SHORT);
        // Then
        assertThat(table.isPassed()).isFalse();
        assertThat(printed(table)).contains("no answer within 1 s").contains("not asked FAILED");
    }

    @Test
    void shouldListTheVectorsThatAreNotAsked() {
        assertThat(new ConformanceRun(List.of(), SHORT).remarks())
                .hasEntrySatisfying("decisions", why -> assertThat(why).startsWith("not asked"))
                .hasEntrySatisfying("schemas", why -> assertThat(why).startsWith("not asked"))
                .doesNotContainKey("recovery");
    }

    private static ResultTable run(ExecutorCommand command, ProbeTimeouts patience) {
        ResultTable table = new ResultTable(List.of(command.name()));
        new ConformanceRun(List.of(command), patience).vectors(table);
        return table;
    }

    private static String printed(ResultTable table) {
        StringWriter out = new StringWriter();
        table.print(new PrintWriter(out));
        return out.toString();
    }
}
