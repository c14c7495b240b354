package io.tribunal.deployment;

import io.tribunal.cli.Main;
import io.tribunal.deployment.process.ChildCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the executor of a seat is started: each implementation takes the same arguments. */
public final class ExecutorCommand {
    private static final String EXECUTE = "execute";

    private ExecutorCommand() {}

    /**
     * The command of a child that ends with its parent.
     *
     * @param config its settings file
     * @param jvmOptions for one that is written in Java
     */
    public static ChildCommand of(DeploymentPlan.ExecutorSpec seat, Path config, List<String> jvmOptions) {
        List<String> arguments = new ArrayList<>(List.of(EXECUTE, "--config", config.toString()));
        seat.fault().ifPresent(fault -> arguments.addAll(List.of("--fault", fault)));
        return switch (seat.implementation()) {
            case Implementation.Variant ignored -> {
                arguments.addFirst(Main.class.getName());
                yield ChildCommand.java(jvmOptions, arguments);
            }
            case Implementation.Program program -> {
                arguments.addFirst(program.executor().toString());
                arguments.add("--with-parent");
                yield ChildCommand.program(arguments);
            }
        };
    }
}
