package io.tribunal.deployment;

import io.tribunal.core.identity.ValidatorId;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.JvmOptions;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.process.Supervisor;
import io.tribunal.deployment.provisioning.RoleFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Starts the roles of a deployment as children, each with its own file and log. */
final class RoleStarter {
    private static final String HEAP = "256m";

    private final Launcher launcher;
    private final Supervisor roles;
    private final DataDirectory data;
    private final RoleFiles files;
    private final Set<String> startedKinds = new HashSet<>();

    RoleStarter(Launcher launcher, Supervisor roles, DataDirectory data, RoleFiles files) {
        this.launcher = launcher;
        this.roles = roles;
        this.data = data;
        this.files = files;
    }

    void startAll(DeploymentPlan plan, int statePort) throws IOException {
        files.client(plan.client().value());
        for (DeploymentPlan.ExecutorSpec executor : plan.executors()) {
            start(plan, executor);
        }
        for (int number = 1; number <= plan.voters(); number++) {
            start(plan, RoleFiles.voterName(number), "vote", files.voter(number, plan));
        }
        for (ValidatorId validator : plan.validators()) {
            start(plan, validator.value(), "validate", files.validator(validator));
        }
        start(plan, RoleFiles.STATE, "state", files.state(statePort));
    }

    private void start(DeploymentPlan plan, DeploymentPlan.ExecutorSpec executor) throws IOException {
        String name = executor.id().value();
        List<String> arguments =
                new ArrayList<>(List.of("--config", files.executor(executor).toString()));
        executor.fault().ifPresent(fault -> arguments.addAll(List.of("--fault", fault)));
        roles.start(name, log(name), launcher.execute(executor.implementation(), arguments, options(plan, "execute")));
    }

    private Path log(String name) {
        return data.logs().resolve(name + ".log");
    }

    private void start(DeploymentPlan plan, String name, String kind, Path config) {
        roles.start(name, log(name), launcher.role(kind, config, options(plan, kind)));
    }

    private List<String> options(DeploymentPlan plan, String kind) {
        return JvmOptions.lean(HEAP, plan.lifetime(), kind, startedKinds.add(kind));
    }
}
