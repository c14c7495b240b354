package io.tribunal.cli.commands;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.statestore.state.CommittedState;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows where each partition's chains end. */
@Command(
        name = "digest",
        mixinStandardHelpOptions = true,
        description = "Check both chains of every partition and show where they end.")
final class StateDigestCommand implements Callable<Integer> {
    @Mixin
    private StateQuery query = new StateQuery();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<CommittedState.Summary> partitions = query.ask(CommittedState::summaries);
        PrintWriter out = spec.commandLine().getOut();
        partitions.forEach(partition -> out.println(query.print(partition)));
        boolean sound =
                partitions.stream().allMatch(partition -> partition.broken().isEmpty());
        return (sound ? ExitCode.OK : ExitCode.VERIFICATION_FAILED).code();
    }
}
