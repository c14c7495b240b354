package io.tribunal.cli.commands;

import io.tribunal.cli.options.RoleOptions;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.role.Roles;
import io.tribunal.kafka.process.RoleProcess;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one instance of the voter. */
@Command(
        name = "vote",
        mixinStandardHelpOptions = true,
        description = "Run a voter. Several instances share the partitions.")
public final class VoteCommand implements Callable<Integer> {
    @Mixin
    private RoleOptions options = new RoleOptions();

    @Override
    public Integer call() throws Exception {
        RoleProcess.run(Roles.voter(options.sources()));
        return ExitCode.OK.code();
    }
}
