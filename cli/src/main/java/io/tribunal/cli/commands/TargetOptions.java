package io.tribunal.cli.commands;

import io.tribunal.cli.conformance.ExecutorCommand;
import io.tribunal.worker.ExecutorVariants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which executor implementations a command is about. */
public final class TargetOptions {
    @Option(
            names = "--executor",
            paramLabel = "COMMAND",
            description = "An executor program, such as executor-workers/go/executor; may be repeated.")
    private List<String> commands = List.of();

    @Option(names = "--variant", paramLabel = "VARIANT", description = "A Java variant; may be repeated.")
    private List<String> variants = List.of();

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** At least so many, named apart. */
    List<ExecutorCommand> targets(int least) {
        SortedSet<String> known = ExecutorVariants.onClassPath().names();
        List<ExecutorCommand> targets = new ArrayList<>();
        commands.forEach(command -> targets.add(ExecutorCommand.of(command)));
        for (String variant : variants) {
            require(known.contains(variant), "no executor variant " + variant + "; known are " + known);
            targets.add(ExecutorCommand.ofVariant(variant));
        }
        require(
                targets.size() >= least,
                "give " + (least == 1 ? "an executor" : least + " executors") + " by --executor or --variant");
        return apart(targets);
    }

    private static List<ExecutorCommand> apart(List<ExecutorCommand> targets) {
        Set<String> taken = new HashSet<>();
        List<ExecutorCommand> apart = new ArrayList<>();
        for (ExecutorCommand target : targets) {
            String name = target.name();
            for (int number = 2; !taken.add(name); number++) {
                name = target.name() + "#" + number;
            }
            apart.add(target.named(name));
        }
        return apart;
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
