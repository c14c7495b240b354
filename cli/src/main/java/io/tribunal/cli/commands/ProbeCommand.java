package io.tribunal.cli.commands;

import io.tribunal.cli.ExitCode;
import io.tribunal.cli.UserError;
import io.tribunal.worker.ExecutorVariants;
import io.tribunal.worker.probe.ProbeLoop;
import io.tribunal.worker.probe.Probes;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The Java side of the conformance probes. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = "Answer conformance questions, one JSON a line from standard input, without Kafka.")
public final class ProbeCommand implements Callable<Integer> {
    @Option(names = "--variant", paramLabel = "VARIANT", required = true, description = "Which implementation answers.")
    private String variant = "";

    @Override
    public Integer call() throws IOException {
        new ProbeLoop(probes(variant)).run(System.in, System.out);
        return ExitCode.OK.code();
    }

    private static Probes probes(String variant) {
        try {
            ExecutorVariants variants = ExecutorVariants.onClassPath();
            return new Probes(variants.create(variant), variants.jsonLibrary(variant));
        } catch (IllegalArgumentException e) {
            throw new UserError(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }
}
