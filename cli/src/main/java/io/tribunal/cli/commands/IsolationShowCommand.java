package io.tribunal.cli.commands;

import io.tribunal.cli.output.DecisionDetails;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.output.JsonLines;
import io.tribunal.kafka.process.LogText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One decision as it is certified. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Show decision N: what it is about, on which ballots it rests, who has signed it. Its certificate is checked.")
final class IsolationShowCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "N", description = "Number of the decision.")
    private long decision;

    @Option(names = "--output", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DecisionHistory history = DeploymentLogs.open(connection).history();
        Map<String, Object> report = DecisionDetails.of(find(history, decision));
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT ->
                report.forEach((name, value) -> out.printf("%-14s %s%n", name, LogText.escaped(String.valueOf(value))));
            case JSON -> new JsonLines(out).print(report);
        }
        out.flush();
        return ExitCode.OK.code();
    }

    static DecisionHistory.Entry find(DecisionHistory history, long number) {
        return history.find(number)
                .orElseThrow(() -> new UserError("there is no decision " + number + "; the last one is "
                        + history.entries().size()));
    }
}
