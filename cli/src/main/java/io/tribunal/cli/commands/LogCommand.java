package io.tribunal.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into the logs. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "Look into the logs.",
        subcommands = LogShowCommand.class)
public final class LogCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of: show?");
    }
}
