package io.tribunal.cli.commands;

import io.tribunal.cli.options.ImplementationOptions;
import io.tribunal.conformance.ConformanceRun;
import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.probe.ProbeTimeouts;
import io.tribunal.conformance.report.ResultTable;
import io.tribunal.conformance.script.LiveRun;
import io.tribunal.deployment.error.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks that executors follow the protocol. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description =
                "Check executors of any language against the golden vectors and the Java reference implementation.",
        subcommands = ConformanceFuzzCommand.class)
public final class ConformanceCommand implements Callable<Integer> {
    @Mixin
    private ImplementationOptions executors = new ImplementationOptions();

    @Option(names = "--vectors-only", description = "Run only the checks that need no Kafka.")
    private boolean vectorsOnly;

    @Option(
            names = "--sasl-ssl",
            description = "Executors connect to Kafka with TLS and SCRAM-SHA-512 instead of plain text.")
    private boolean secured;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<ExecutorCommand> commands = executors.implementations(1);
        PrintWriter out = spec.commandLine().getOut();
        ResultTable table =
                new ResultTable(commands.stream().map(ExecutorCommand::name).toList());
        ConformanceRun run = new ConformanceRun(commands, ProbeTimeouts.USUAL);
        run.vectors(table);
        if (!vectorsOnly) {
            new LiveRun(commands, secured, line -> say(out, line)).run(table);
        }
        table.print(out);
        run.remarks().forEach((file, why) -> out.println("vectors " + file + ": " + why));
        out.println(table.isPassed() ? "conformance passed" : "conformance FAILED");
        out.flush();
        return (table.isPassed() ? ExitCode.OK : ExitCode.VERIFICATION_FAILED).code();
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
