package io.tribunal.cli.commands;

import io.tribunal.cli.options.RoleOptions;
import io.tribunal.kafka.process.RoleProcess;
import io.tribunal.kafka.schema.RegisteredSchemas;
import io.tribunal.vote.VoteConfig;
import io.tribunal.vote.VoteRole;
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
        VoteConfig config = VoteConfig.of(options.sources().resolve(VoteConfig.definition()));
        RegisteredSchemas schemas = new RegisteredSchemas(config.shared());
        new RoleProcess("vote", new VoteRole(config, schemas), config.shared().healthPort()).run();
        return 0;
    }
}
