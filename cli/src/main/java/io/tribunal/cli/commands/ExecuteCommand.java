package io.tribunal.cli.commands;

import io.tribunal.cli.options.RoleOptions;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.role.Roles;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.process.RoleProcess;
import io.tribunal.worker.ExecutorConfig;
import io.tribunal.worker.fault.Fault;
import io.tribunal.worker.loop.ExecutorRole;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs one executor. */
@Command(
        name = "execute",
        mixinStandardHelpOptions = true,
        description = "Run an executor, which answers every admitted request, in signed batches.")
public final class ExecuteCommand implements Callable<Integer> {
    @Mixin
    private RoleOptions options = new RoleOptions();

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "Be faulty, for demonstrations and tests only: lie:0.3, lie:always, delay:100-500ms, silent, "
                    + "equivocate, wrong-state, crash.")
    private Optional<String> fault = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        ConfigSources sources = options.sources();
        fault.ifPresent(this::requireFault);
        fault.ifPresent(given -> sources.flag(ExecutorConfig.FAULT, given));
        RoleProcess.run(Roles.executor(sources, ExecutorRole::halt));
        return ExitCode.OK.code();
    }

    private void requireFault(String given) {
        try {
            Fault.parse(given);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--fault " + given + ": " + e.getMessage(), e);
        }
    }
}
