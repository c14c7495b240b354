package io.tribunal.deployment.role;

import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.ChildProcess;
import io.tribunal.deployment.process.JvmOptions;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.process.Lifetime;
import io.tribunal.deployment.process.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Starts each role as a child process. */
public final class RoleProcesses implements RolePlacement {
    private static final String HEAP = "256m";
    private static final String EXECUTE = "execute";

    private final Launcher launcher;
    private final Lifetime lifetime;
    private final Set<String> startedKinds = new HashSet<>();

    public RoleProcesses(Launcher launcher, Lifetime lifetime) {
        this.launcher = launcher;
        this.lifetime = lifetime;
    }

    @Override
    public Part executor(DeploymentPlan.ExecutorSpec spec, Path log, Path settings) {
        List<String> arguments = new ArrayList<>(List.of("--config", settings.toString()));
        spec.fault().ifPresent(fault -> arguments.addAll(List.of("--fault", fault)));
        return ChildProcess.start(
                spec.id().value(), log, launcher.execute(spec.implementation(), arguments, options(EXECUTE)));
    }

    @Override
    public Part role(RoleKind kind, String name, Path log, Path settings) {
        return ChildProcess.start(name, log, launcher.role(kind.command(), settings, options(kind.command())));
    }

    private List<String> options(String kind) {
        return JvmOptions.lean(HEAP, lifetime, kind, startedKinds.add(kind));
    }
}
