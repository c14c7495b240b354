package io.tribunal.deployment.role;

import io.tribunal.deployment.implementation.Implementation;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Part;
import io.tribunal.deployment.process.PartThreads;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.process.RoleRun;
import io.tribunal.worker.ExecutorConfig;
import java.nio.file.Path;

/**
 * Starts the roles in Java on threads of this process.
 *
 * @param foreign starts executors in other languages
 */
public record RoleThreads(RolePlacement foreign) implements RolePlacement {
    @Override
    public Part executor(DeploymentPlan.ExecutorSpec spec, Path log, Path settings) {
        return switch (spec.implementation()) {
            case Implementation.Variant ignored ->
                PartThreads.start(spec.id().value(), log, () -> executor(spec, settings));
            case Implementation.Program ignored -> foreign.executor(spec, log, settings);
        };
    }

    private static RoleRun executor(DeploymentPlan.ExecutorSpec spec, Path settings) {
        ConfigSources sources = sources(settings);
        spec.fault().ifPresent(fault -> sources.flag(ExecutorConfig.FAULT, fault));
        return Roles.executor(sources, () -> {
            throw new CrashedException();
        });
    }

    @Override
    public Part role(RoleKind kind, String name, Path log, Path settings) {
        return PartThreads.start(name, log, () -> kind.create(sources(settings)));
    }

    private static ConfigSources sources(Path settings) {
        return new ConfigSources().file(settings).environment(System.getenv());
    }
}
