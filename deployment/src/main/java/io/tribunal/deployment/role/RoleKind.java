package io.tribunal.deployment.role;

import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.process.RoleRun;
import java.util.function.Function;

/** The roles that a deployment has beside its executors. */
public enum RoleKind {
    VOTER("vote", Roles::voter),
    VALIDATOR("validate", Roles::validator),
    STATE_STORE("state", Roles::stateStore);

    private final String command;
    private final Function<ConfigSources, RoleRun> creation;

    RoleKind(String command, Function<ConfigSources, RoleRun> creation) {
        this.command = command;
        this.creation = creation;
    }

    /** The command that runs it as a process. */
    public String command() {
        return command;
    }

    public RoleRun create(ConfigSources settings) {
        return creation.apply(settings);
    }
}
