package io.tribunal.deployment;

import io.tribunal.cli.Main;
import io.tribunal.deployment.cluster.DataDirectory;
import io.tribunal.deployment.process.ChildCommand;
import io.tribunal.deployment.process.JvmOptions;
import io.tribunal.deployment.process.Supervisor;
import io.tribunal.core.identity.ValidatorId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Starts the roles of a deployment as children, each with its own file and log. */
final class RoleStart {
    private static final String HEAP = "256m";

    private final Supervisor roles;
    private final DataDirectory data;
    private final RoleFiles files;
    private final Set<String> startedKinds = new HashSet<>();

    RoleStart(Supervisor roles, DataDirectory data, RoleFiles files) {
        this.roles = roles;
        this.data = data;
        this.files = files;
    }

    void all(DeploymentPlan plan, int statePort) throws IOException {
        files.client(plan.client().value());
        for (DeploymentPlan.ExecutorSpec seat : plan.executors()) {
            start(plan, seat);
        }
        for (int number = 1; number <= plan.voters(); number++) {
            start(plan, RoleFiles.voterName(number), "vote", files.voter(number, plan));
        }
        for (ValidatorId validator : plan.validators()) {
            start(plan, validator.value(), "validate", files.validator(validator));
        }
        start(plan, RoleFiles.STATE, "state", files.state(statePort));
    }

    private void start(DeploymentPlan plan, DeploymentPlan.ExecutorSpec seat) throws IOException {
        String name = seat.id().value();
        roles.start(name, log(name), ExecutorCommand.of(seat, files.executor(seat), options(plan, "execute")));
    }

    private Path log(String name) {
        return data.logs().resolve(name + ".log");
    }

    private void start(DeploymentPlan plan, String name, String kind, Path config) {
        List<String> command = List.of(Main.class.getName(), kind, "--config", config.toString());
        roles.start(name, log(name), ChildCommand.java(options(plan, kind), command));
    }

    private List<String> options(DeploymentPlan plan, String kind) {
        return JvmOptions.lean(HEAP, plan.lifetime(), kind, startedKinds.add(kind));
    }
}
