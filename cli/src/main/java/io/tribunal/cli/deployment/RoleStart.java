package io.tribunal.cli.deployment;

import io.tribunal.cli.Main;
import io.tribunal.cli.cluster.DataDirectory;
import io.tribunal.cli.process.ChildCommand;
import io.tribunal.cli.process.JvmOptions;
import io.tribunal.cli.process.Supervisor;
import io.tribunal.core.identity.ValidatorId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        for (DeploymentPlan.Seat seat : plan.executors()) {
            start(plan, seat);
        }
        for (int number = 1; number <= plan.voters(); number++) {
            start(plan, RoleFiles.voterName(number), "vote", files.voter(number, plan), List.of());
        }
        for (ValidatorId validator : plan.validators()) {
            start(plan, validator.value(), "validate", files.validator(validator), List.of());
        }
        start(plan, RoleFiles.STATE, "state", files.state(statePort), List.of());
    }

    private void start(DeploymentPlan plan, DeploymentPlan.Seat seat) throws IOException {
        String name = seat.id().value();
        Path config = files.executor(seat);
        List<String> fault =
                seat.fault().map(given -> List.of("--fault", given)).orElse(List.of());
        switch (seat.implementation()) {
            case Implementation.Variant ignored -> start(plan, name, "execute", config, fault);
            case Implementation.Program program -> {
                List<String> line = new ArrayList<>(List.of(
                        program.executor().toString(), "execute", "--config", config.toString(), "--with-parent"));
                line.addAll(fault);
                roles.start(name, log(name), ChildCommand.program(line));
            }
        }
    }

    private Path log(String name) {
        return data.logs().resolve(name + ".log");
    }

    private void start(DeploymentPlan plan, String name, String kind, Path config, List<String> more) {
        List<String> command = new ArrayList<>(List.of(Main.class.getName(), kind, "--config", config.toString()));
        command.addAll(more);
        List<String> options = JvmOptions.lean(HEAP, plan.lifetime(), kind, startedKinds.add(kind));
        roles.start(name, log(name), ChildCommand.java(options, command));
    }
}
