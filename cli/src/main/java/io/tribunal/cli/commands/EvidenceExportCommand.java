package io.tribunal.cli.commands;

import io.tribunal.cli.input.DeploymentLogs;
import io.tribunal.cli.input.InputFile;
import io.tribunal.cli.options.ConnectionOptions;
import io.tribunal.cli.options.OptionValue;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the evidence bundle of a decision to a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Write one file that proves a decision to every reader who knows the deployment's hash.",
            "Only reads the logs. Exit code 3 if the logs do not prove the decision."
        })
final class EvidenceExportCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--decision", required = true, paramLabel = "N", description = "Number of the decision.")
    private long decision;

    @Option(names = "--out", paramLabel = "FILE", description = "File to write (default: standard output).")
    private Optional<Path> out = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        OptionValue.requireAtLeast(spec, "--decision", 1, decision);
        DeploymentLogs logs = DeploymentLogs.open(connection.resolve());
        byte[] file = logs.evidence(logs.history(), decision);
        out.ifPresentOrElse(path -> write(path, file), () -> print(file));
        return ExitCode.OK.code();
    }

    private void print(byte[] file) {
        PrintWriter printer = spec.commandLine().getOut();
        printer.print(new String(file, StandardCharsets.UTF_8));
        printer.flush();
    }

    private static void write(Path path, byte[] file) {
        try {
            Files.write(path, file);
        } catch (IOException e) {
            throw new UserError("cannot write " + path + ": " + InputFile.why(e));
        }
    }
}
