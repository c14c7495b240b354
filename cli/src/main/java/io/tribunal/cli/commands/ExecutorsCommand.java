package io.tribunal.cli.commands;

import io.tribunal.cli.output.ExecutorText;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.audit.record.ExecutorRecord;
import io.tribunal.audit.record.PartitionReplay;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.cli.options.OutputFormat;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.output.JsonLines;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Each executor's record so far. */
@Command(
        name = "executors",
        mixinStandardHelpOptions = true,
        description = {
            "Show each executor's status, how it stood in the ballots, what is held against it, and how fast it answers.",
            "Hears every partition again from its beginning, so it takes as long as the logs are."
        })
public final class ExecutorsCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--output", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DeploymentLogs logs = DeploymentLogs.open(connection);
        List<PartitionReplay> hearings = IntStream.range(0, logs.genesis().partitions())
                .mapToObj(partition -> logs.hearings().replay(partition, (hearing, offset, conclusions) -> {}))
                .toList();
        DecisionHistory history = logs.history();
        List<ExecutorRecord> records =
                ExecutorRecord.of(history.chain().membership().members(), hearings);
        ExecutorText text = new ExecutorText(history.chain().policy().detection());
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT -> records.forEach(record -> text.print(out, record));
            case JSON -> records.forEach(record -> new JsonLines(out).print(text.json(record)));
        }
        out.flush();
        return ExitCode.OK.code();
    }
}
