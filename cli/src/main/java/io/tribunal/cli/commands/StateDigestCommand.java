package io.tribunal.cli.commands;

import io.tribunal.cli.input.StateQuery;
import io.tribunal.cli.options.QueryOptions;
import io.tribunal.cli.output.PartitionStateJson;
import io.tribunal.cli.output.PartitionStateText;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.statestore.state.CommittedState;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows where the chains of each partition end. */
@Command(
        name = "digest",
        mixinStandardHelpOptions = true,
        description = "Check both chains of every partition and show where they end.")
final class StateDigestCommand implements Callable<Integer> {
    @Mixin
    private QueryOptions query = new QueryOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<CommittedState.Summary> partitions = StateQuery.run(query.resolve(), CommittedState::summaries);
        ResultPrinter printer =
                new ResultPrinter(query.format(), spec.commandLine().getOut());
        partitions.forEach(partition -> printer.print(partition, PartitionStateText::of, PartitionStateJson::of));
        boolean sound =
                partitions.stream().allMatch(partition -> partition.broken().isEmpty());
        return (sound ? ExitCode.OK : ExitCode.VERIFICATION_FAILED).code();
    }
}
