package io.tribunal.cli.options;

import io.tribunal.deployment.process.Launcher;
import picocli.CommandLine.Model.CommandSpec;

/** Starts child processes with the main class that runs now: the one of the root command. */
public final class ThisCommand {
    private ThisCommand() {}

    /** A launcher of the root command's class, found from any command below the root. */
    public static Launcher launcher(CommandSpec spec) {
        return new Launcher(spec.root().userObject().getClass().getName());
    }
}
