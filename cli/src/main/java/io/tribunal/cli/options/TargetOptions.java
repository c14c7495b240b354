package io.tribunal.cli.options;

import io.tribunal.conformance.ExecutorCommand;
import io.tribunal.deployment.implementation.Implementation;
import io.tribunal.deployment.implementation.ImplementationCatalog;
import io.tribunal.deployment.implementation.ImplementationStatus;
import io.tribunal.deployment.process.Launcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            description = "A Java variant, or a service behind the HTTP bridge such as php; may be repeated.")
    private List<String> variants = List.of();

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** At least so many, named apart. */
    public List<ExecutorCommand> targets(int least) {
        ImplementationCatalog installation = ImplementationCatalog.here();
        List<ExecutorCommand> targets = new ArrayList<>();
        Launcher launcher = ThisCommand.launcher(spec);
        commands.forEach(command -> targets.add(ExecutorCommand.ofShell(launcher, command)));
        for (String variant : variants) {
            targets.add(ExecutorCommand.ofVariant(launcher, variant, java(installation, variant)));
        }
        require(
                targets.size() >= least,
                "give " + (least == 1 ? "an executor" : least + " executors") + " by --executor or --variant");
        return apart(targets);
    }

    private Implementation.Variant java(ImplementationCatalog installation, String name) {
        Optional<Implementation> found = installation.find(name);
        if (found.isPresent() && found.get() instanceof Implementation.Variant java) {
            return installation.others().contains(name) ? telling(java, installation.ask(name)) : java;
        }
        throw new ParameterException(
                spec.commandLine(),
                "no executor variant " + name + "; known are " + installation.variants()
                        + ", and services behind the HTTP bridge such as php");
    }

    /** A service behind the HTTP bridge, and what it says of itself. */
    private Implementation.Variant telling(Implementation.Variant service, ImplementationStatus report) {
        require(report.ready(), report.name() + " is not ready: " + report.words());
        return service.writtenIn(report.words());
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
