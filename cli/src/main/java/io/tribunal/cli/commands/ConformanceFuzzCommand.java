package io.tribunal.cli.commands;

import io.tribunal.cli.options.ImplementationOptions;
import io.tribunal.cli.options.OptionValue;
import io.tribunal.cli.options.SeedOption;
import io.tribunal.conformance.fuzz.AdmissionFuzz;
import io.tribunal.conformance.fuzz.CallFuzz;
import io.tribunal.conformance.fuzz.FuzzReport;
import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.probe.ProbeFailure;
import io.tribunal.conformance.probe.ProbeProcess;
import io.tribunal.conformance.probe.ProbeTimeouts;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Reference;
import io.tribunal.deployment.error.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives several executors the same random inputs and compares their answers. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description = "Give executors the same random requests and business-log values; stop at the first difference.")
final class ConformanceFuzzCommand implements Callable<Integer> {
    @Mixin
    private ImplementationOptions executors = new ImplementationOptions();

    @Mixin
    private SeedOption seeding = new SeedOption();

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "Number of requests; a fifth as many log values follow (default: ${DEFAULT-VALUE}).")
    private long requests = 10_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        OptionValue.requireAtLeast(spec, "--requests", 1, requests);
        PrintWriter out = spec.commandLine().getOut();
        List<ProbedExecutor> probed = new ArrayList<>(List.of(Reference.create()));
        for (ExecutorCommand command : executors.implementations(1)) {
            probed.add(new ProbeProcess(command, ProbeTimeouts.USUAL));
        }
        try {
            boolean same = report(out, "requests", new CallFuzz(probed, seeding.seed()).run(requests))
                    && report(
                            out,
                            "log values",
                            new AdmissionFuzz(probed, seeding.seed()).run(Math.max(1, requests / 5)));
            return (same ? ExitCode.OK : ExitCode.VERIFICATION_FAILED).code();
        } catch (ProbeFailure e) {
            out.println("fuzz FAILED, seed " + seeding.seed() + ": " + e.getMessage());
            return ExitCode.VERIFICATION_FAILED.code();
        } finally {
            probed.forEach(ProbedExecutor::close);
            out.flush();
        }
    }

    private boolean report(PrintWriter out, String what, FuzzReport report) {
        out.println(report.inputs() + " " + what + ", seed " + seeding.seed()
                + (report.finding().isEmpty() ? ": no difference" : ": DIFFERENCE"));
        report.finding().ifPresent(finding -> finding.print(out));
        out.flush();
        return report.finding().isEmpty();
    }
}
