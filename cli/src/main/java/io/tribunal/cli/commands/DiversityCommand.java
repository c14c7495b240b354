package io.tribunal.cli.commands;

import io.tribunal.cli.options.TargetOptions;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.probe.ProbeFailure;
import io.tribunal.conformance.diversity.DiversityReport;
import io.tribunal.conformance.diversity.DiversityText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How different implementations are. */
@Command(
        name = "diversity",
        mixinStandardHelpOptions = true,
        description = "What executors share, and how often injected faults make two of them wrong in the same way.")
public final class DiversityCommand implements Callable<Integer> {
    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(names = "--seed", paramLabel = "S", description = "Same seed, same faults (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each mode (default: ${DEFAULT-VALUE}).")
    private int runs = 1_000;

    @Option(names = "--choose", paramLabel = "K", description = "Name the K that have the least in common.")
    private Optional<Integer> choose = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<ExecutorCommand> commands = targets.targets(2);
        int size = choose.orElse(2);
        if (runs < 1 || size < 2 || size > commands.size()) {
            throw new ParameterException(
                    spec.commandLine(), "--runs must be 1 or more, --choose 2 to " + commands.size());
        }
        try {
            DiversityReport report = DiversityReport.of(commands, seed, runs, this::say);
            DiversityText text = new DiversityText(spec.commandLine().getOut());
            text.print(report);
            choose.ifPresent(wanted -> text.choose(report, wanted));
            return ExitCode.OK.code();
        } catch (ProbeFailure e) {
            throw new UserError("an executor cannot tell what it is made of: " + e.getMessage());
        }
    }

    private void say(String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("tribunal: " + what);
        err.flush();
    }
}
