package io.tribunal.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Evidence of a decision in one file. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        description = "Export the evidence of a decision as one file, and check such a file without a cluster.",
        subcommands = {EvidenceExportCommand.class, EvidenceVerifyCommand.class})
public final class EvidenceCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of: export, verify?");
    }
}
