package io.tribunal.deployment.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a child process runs. It must halt when its standard input ends, so that it never outlives its parent.
 *
 * @param line program and arguments
 * @param environment variables that it gets in addition to those of this process
 */
public record ChildCommand(List<String> line, Map<String, String> environment) {
    public ChildCommand {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /**
     * A main class under {@link ChildMain}, with this JVM's Java and class path.
     *
     * @param options before the class name
     * @param command the main class and its arguments
     */
    public static ChildCommand java(List<String> options, List<String> command) {
        return plainJava(
                options,
                Stream.concat(Stream.of(ChildMain.class.getName()), command.stream())
                        .toList());
    }

    /** The same without {@link ChildMain}, for a main class that reads its standard input and returns when that ends. */
    static ChildCommand plainJava(List<String> options, List<String> command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.addAll(command);
        return new ChildCommand(line, Map.of("CLASSPATH", absolute(System.getProperty("java.class.path"))));
    }

    /** Any program, with its arguments. */
    public static ChildCommand program(List<String> line) {
        return new ChildCommand(line, Map.of());
    }

    /** The same with more arguments at the end. */
    public ChildCommand with(List<String> arguments) {
        return new ChildCommand(Stream.concat(line.stream(), arguments.stream()).toList(), environment);
    }

    /**
     * The same with more variables, after shell commands in the same process.
     *
     * @param before shell commands, such as {@code ulimit -s 256}
     */
    public ChildCommand after(String before, Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(variables);
        List<String> limited = new ArrayList<>(List.of("/bin/sh", "-c", before + "; exec \"$@\"", "sh"));
        limited.addAll(line);
        return new ChildCommand(limited, all);
    }

    /** A builder of the process; its output goes to pipes until told otherwise. */
    public ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        return builder;
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
