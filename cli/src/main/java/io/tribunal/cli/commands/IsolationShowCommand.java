package io.tribunal.cli.commands;

import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.cli.input.DeploymentLogs;
import io.tribunal.cli.options.DecisionOptions;
import io.tribunal.cli.output.DecisionJson;
import io.tribunal.cli.output.DecisionText;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.deployment.error.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows one certified decision. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Show decision N: its subject, the ballots it rests on, and its signers. Its certificate is checked.")
final class IsolationShowCommand implements Callable<Integer> {
    @Mixin
    private DecisionOptions options = new DecisionOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        long number = options.number();
        DecisionHistory.Entry decision = DeploymentLogs.decision(
                DeploymentLogs.open(options.query().resolve()).history(), number);
        new ResultPrinter(options.query().format(), spec.commandLine().getOut())
                .print(decision, DecisionText::of, DecisionJson::of);
        return ExitCode.OK.code();
    }
}
