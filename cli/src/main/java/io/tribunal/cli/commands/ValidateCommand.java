package io.tribunal.cli.commands;

import io.tribunal.cli.options.RoleOptions;
import io.tribunal.isolation.ValidatorConfig;
import io.tribunal.isolation.ValidatorRole;
import io.tribunal.kafka.process.RoleProcess;
import io.tribunal.kafka.schema.RegisteredSchemas;
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
        ValidatorConfig config = ValidatorConfig.of(options.sources().resolve(ValidatorConfig.definition()));
        RegisteredSchemas schemas = new RegisteredSchemas(config.shared());
        new RoleProcess(
                        "validate-" + config.validatorId(),
                        new ValidatorRole(config, schemas),
                        config.shared().healthPort())
                .run();
        return 0;
    }
}
