package io.tribunal.cli.commands;

import io.tribunal.cli.options.QueryOptions;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.cli.output.RootStatusJson;
import io.tribunal.cli.output.RootStatusText;
import io.tribunal.cli.root.DecisionReader;
import io.tribunal.cli.root.RootStatus;
import io.tribunal.deployment.error.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows who owns ROOT, and which partitions wait for a Void. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Show the owners of ROOT keys, how many of them must sign, and the entries that stop partitions.",
            "Replays every partition from its beginning, which takes long for long logs."
        })
final class RootStatusCommand implements Callable<Integer> {
    @Mixin
    private QueryOptions query = new QueryOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (DecisionReader reader = new DecisionReader(query.resolve())) {
            new ResultPrinter(query.format(), spec.commandLine().getOut())
                    .print(RootStatus.read(reader), RootStatusText::of, RootStatusJson::of);
        }
        return ExitCode.OK.code();
    }
}
