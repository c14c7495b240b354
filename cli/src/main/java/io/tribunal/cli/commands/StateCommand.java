package io.tribunal.cli.commands;

import io.tribunal.cli.options.RoleOptions;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.role.Roles;
import io.tribunal.kafka.process.RoleProcess;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the state store, which serves the committed state over HTTP; its subcommands query the state. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description = {
            "Run the state store (with --config), or query the committed state.",
            "Queries need no state store: they read the verdicts and check their chains; exit code 3 if a chain is broken."
        },
        subcommands = {StateGetCommand.class, StateListCommand.class, StateDigestCommand.class})
public final class StateCommand implements Callable<Integer> {
    @Mixin
    private RoleOptions options = new RoleOptions();

    @Override
    public Integer call() throws Exception {
        RoleProcess.run(Roles.stateStore(options.sources()));
        return ExitCode.OK.code();
    }
}
