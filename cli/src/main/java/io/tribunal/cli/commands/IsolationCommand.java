package io.tribunal.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who is isolated, and why. */
@Command(
        name = "isolation",
        mixinStandardHelpOptions = true,
        description = "Show who is isolated, by which decision, and on what grounds.",
        subcommands = {IsolationListCommand.class, IsolationShowCommand.class, IsolationExplainCommand.class})
public final class IsolationCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of: list, show, explain?");
    }
}
