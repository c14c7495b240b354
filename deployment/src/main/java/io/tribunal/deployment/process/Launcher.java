package io.tribunal.deployment.process;

import io.tribunal.deployment.implementation.Implementation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes the commands of all child processes that a deployment or a conformance run starts, except the Kafka nodes.
 *
 * @param mainClass name of the class that understands {@code execute}, {@code probe}, {@code vote}, {@code validate} and
 *     {@code state}; it must be on the class path of this JVM
 */
public record Launcher(String mainClass) {
    private static final String EXECUTE = "execute";
    private static final String PROBE = "probe";

    /** A role in Java, such as {@code vote}, with its settings file. */
    public ChildCommand role(String role, Path settings, List<String> jvmOptions) {
        return ChildCommand.java(jvmOptions, List.of(mainClass, role, "--config", settings.toString()));
    }

    /**
     * An executor that ends when its standard input ends.
     *
     * @param arguments behind {@code execute}; every implementation takes the same ones
     * @param jvmOptions for an implementation in Java
     */
    public ChildCommand execute(Implementation implementation, List<String> arguments, List<String> jvmOptions) {
        return switch (implementation) {
            case Implementation.Variant ignored ->
                ChildCommand.java(jvmOptions, joined(List.of(mainClass, EXECUTE), arguments));
            case Implementation.Program program ->
                ChildCommand.program(joined(program.command(), List.of(EXECUTE)))
                        .with(arguments)
                        .with(List.of("--with-parent"));
        };
    }

    /**
     * A probe, which answers questions on its standard input until that ends.
     *
     * @param jvmOptions for an implementation in Java
     */
    public ChildCommand probe(Implementation implementation, List<String> jvmOptions) {
        return switch (implementation) {
            case Implementation.Variant variant ->
                ChildCommand.plainJava(
                        jvmOptions,
                        joined(List.of(mainClass, PROBE, "--variant", variant.variant()), settings(variant)));
            case Implementation.Program program -> ChildCommand.program(joined(program.command(), List.of(PROBE)));
        };
    }

    /** The settings of a variant as arguments of {@code execute} and {@code probe}, ascending by key. */
    public static List<String> settings(Implementation.Variant variant) {
        List<String> arguments = new ArrayList<>();
        new TreeMap<>(variant.settings())
                .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }

    private static List<String> joined(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }
}
