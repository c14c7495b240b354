package io.tribunal.cli.commands;

import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.audit.record.ExecutorRecord;
import io.tribunal.audit.record.PartitionReplay;
import io.tribunal.cli.input.DeploymentLogs;
import io.tribunal.cli.options.QueryOptions;
import io.tribunal.cli.output.ExecutorJson;
import io.tribunal.cli.output.ExecutorText;
import io.tribunal.cli.output.ResultPrinter;
import io.tribunal.core.detection.DetectionPolicy;
import io.tribunal.deployment.error.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the record of each executor. */
@Command(
        name = "executors",
        mixinStandardHelpOptions = true,
        description = {
            "Show each executor's status, how it voted, the evidence against it, and how fast it answers.",
            "Replays every partition from its beginning, which takes long for long logs."
        })
public final class ExecutorsCommand implements Callable<Integer> {
    @Mixin
    private QueryOptions query = new QueryOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DeploymentLogs logs = DeploymentLogs.open(query.resolve());
        List<PartitionReplay> replays = IntStream.range(0, logs.genesis().partitions())
                .mapToObj(partition -> logs.replayer().replay(partition, (replay, offset, result) -> {}))
                .toList();
        DecisionHistory history = logs.history();
        List<ExecutorRecord> records =
                ExecutorRecord.of(history.chain().membership().members(), replays);
        DetectionPolicy policy = history.chain().policy().detection();
        ResultPrinter printer =
                new ResultPrinter(query.format(), spec.commandLine().getOut());
        records.forEach(executor -> printer.print(
                executor, record -> ExecutorText.of(record, policy), record -> ExecutorJson.of(record, policy)));
        return ExitCode.OK.code();
    }
}
