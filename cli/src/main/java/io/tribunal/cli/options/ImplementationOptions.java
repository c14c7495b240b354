package io.tribunal.cli.options;

import io.tribunal.conformance.probe.ExecutorCommand;
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

/** Which executor implementations a command checks. */
public final class ImplementationOptions {
    @Option(
            names = "--executor",
            paramLabel = "COMMAND",
            description = "An executor program, such as executor-workers/go/executor. Can be repeated.")
    private List<String> commands = List.of();

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            description = "A Java variant, or a service behind the HTTP bridge such as php. Can be repeated.")
    private List<String> variants = List.of();

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /**
     * The chosen implementations; equal names get a number.
     *
     * @param least how many the command needs
     * @throws ParameterException if there are fewer, or if one is unknown or not ready
     */
    public List<ExecutorCommand> implementations(int least) {
        ImplementationCatalog catalog = ImplementationCatalog.here();
        List<ExecutorCommand> chosen = new ArrayList<>();
        Launcher launcher = ThisCommand.launcher(spec);
        commands.forEach(command -> chosen.add(ExecutorCommand.ofShell(launcher, command)));
        for (String variant : variants) {
            chosen.add(ExecutorCommand.ofVariant(launcher, variant, variant(catalog, variant)));
        }
        require(
                chosen.size() >= least,
                "name " + (least == 1 ? "an executor" : least + " executors") + " with --executor or --variant");
        return distinct(chosen);
    }

    private Implementation.Variant variant(ImplementationCatalog catalog, String name) {
        Optional<Implementation> found = catalog.find(name);
        if (found.isPresent() && found.get() instanceof Implementation.Variant variant) {
            return catalog.others().contains(name) ? described(variant, catalog.ask(name)) : variant;
        }
        throw new ParameterException(
                spec.commandLine(),
                "no executor variant " + name + "; known are " + catalog.variants()
                        + ", and services behind the HTTP bridge such as php");
    }

    /** A service behind the HTTP bridge, with the platform that it reports. */
    private Implementation.Variant described(Implementation.Variant service, ImplementationStatus status) {
        require(status.ready(), status.name() + " is not ready: " + status.words());
        return service.writtenIn(status.words());
    }

    private static List<ExecutorCommand> distinct(List<ExecutorCommand> chosen) {
        Set<String> taken = new HashSet<>();
        List<ExecutorCommand> distinct = new ArrayList<>();
        for (ExecutorCommand command : chosen) {
            String name = command.name();
            for (int number = 2; !taken.add(name); number++) {
                name = command.name() + "#" + number;
            }
            distinct.add(command.named(name));
        }
        return distinct;
    }

    private void require(boolean condition, String message) {
        OptionValue.require(spec, condition, message);
    }
}
