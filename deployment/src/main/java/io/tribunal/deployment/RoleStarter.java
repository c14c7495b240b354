package io.tribunal.deployment;

import io.tribunal.core.identity.ValidatorId;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.plan.DeploymentPlan;
import io.tribunal.deployment.process.Supervisor;
import io.tribunal.deployment.provisioning.RoleFiles;
import io.tribunal.deployment.role.RoleKind;
import io.tribunal.deployment.role.RolePlacement;
import java.io.IOException;
import java.nio.file.Path;

/** Starts the roles of a deployment, each with its own settings file and log. */
record RoleStarter(RolePlacement placement, Supervisor roles, DataDirectory data, RoleFiles files) {
    void startAll(DeploymentPlan plan, int statePort) throws IOException {
        files.client(plan.client().value());
        for (DeploymentPlan.ExecutorSpec executor : plan.executors()) {
            start(executor);
        }
        for (int number = 1; number <= plan.voters(); number++) {
            start(RoleKind.VOTER, RoleFiles.voterName(number), files.voter(number, plan));
        }
        for (ValidatorId validator : plan.validators()) {
            start(RoleKind.VALIDATOR, validator.value(), files.validator(validator));
        }
        start(RoleKind.STATE_STORE, RoleFiles.STATE, files.state(statePort));
    }

    private void start(DeploymentPlan.ExecutorSpec executor) throws IOException {
        String name = executor.id().value();
        Path settings = files.executor(executor);
        roles.start(name, () -> placement.executor(executor, log(name), settings));
    }

    private void start(RoleKind kind, String name, Path settings) {
        roles.start(name, () -> placement.role(kind, name, log(name), settings));
    }

    private Path log(String name) {
        return data.logs().resolve(name + ".log");
    }
}
