package io.tribunal.cli.commands;

import io.tribunal.cli.options.RoleOptions;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.role.Roles;
import io.tribunal.kafka.process.RoleProcess;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one validator. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description =
                "Run a validator, which detects faulty executors from the logs and decides with the others on isolating them.")
public final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private RoleOptions options = new RoleOptions();

    @Override
    public Integer call() throws Exception {
        RoleProcess.run(Roles.validator(options.sources()));
        return ExitCode.OK.code();
    }
}
