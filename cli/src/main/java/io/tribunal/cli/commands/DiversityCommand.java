package io.tribunal.cli.commands;

import io.tribunal.cli.options.ImplementationOptions;
import io.tribunal.cli.options.OptionValue;
import io.tribunal.cli.options.SeedOption;
import io.tribunal.conformance.diversity.DiversityReport;
import io.tribunal.conformance.diversity.DiversityText;
import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.probe.ProbeFailure;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how much implementations have in common. */
@Command(
        name = "diversity",
        mixinStandardHelpOptions = true,
        description =
                "Show what executors share, and how often injected faults make two of them wrong in the same way.")
public final class DiversityCommand implements Callable<Integer> {
    @Mixin
    private ImplementationOptions executors = new ImplementationOptions();

    @Mixin
    private SeedOption seeding = new SeedOption();

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each fault mode (default: ${DEFAULT-VALUE}).")
    private int runs = 1_000;

    @Option(
            names = "--choose",
            paramLabel = "K",
            description = "Also name the K executors that have the least in common.")
    private Optional<Integer> choose = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<ExecutorCommand> commands = executors.implementations(2);
        int size = choose.orElse(2);
        OptionValue.requireAtLeast(spec, "--runs", 1, runs);
        OptionValue.require(
                spec,
                size >= 2 && size <= commands.size(),
                "--choose must be 2 to " + commands.size() + ", the number of executors, not " + size);
        try {
            DiversityReport report = DiversityReport.of(commands, seeding.seed(), runs, this::say);
            DiversityText text = new DiversityText(spec.commandLine().getOut());
            text.print(report);
            choose.ifPresent(count -> text.choose(report, count));
            return ExitCode.OK.code();
        } catch (ProbeFailure e) {
            throw new UserError("an executor cannot describe its implementation: " + e.getMessage());
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("tribunal: " + line);
        err.flush();
    }
}
