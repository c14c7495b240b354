package io.tribunal.deployment.role;

import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.process.RoleRun;

/** The roles that a deployment has beside its executors. */
public enum RoleKind {
    VOTER("vote"),
    VALIDATOR("validate"),
    STATE_STORE("state");

    private final String command;

    RoleKind(String command) {
        this.command = command;
    }

    /** The command that runs it as a process. */
    public String command() {
        return command;
    }

    public RoleRun create(ConfigSources settings) {
        return switch (this) {
            case VOTER -> Roles.voter(settings);
            case VALIDATOR -> Roles.validator(settings);
            case STATE_STORE -> Roles.stateStore(settings);
        };
    }
}
