package io.tribunal.deployment.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a child process runs. It must halt when its standard input ends, so that it never outlives its parent.
 *
 * @param line program and arguments
 * @param environment variables that it gets besides those of this process
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
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.add(ChildMain.class.getName());
        line.addAll(command);
        return new ChildCommand(line, Map.of("CLASSPATH", absolute(System.getProperty("java.class.path"))));
    }

    /** Any program, with its arguments. */
    public static ChildCommand program(List<String> line) {
        return new ChildCommand(line, Map.of());
    }

    private static String absolute(String classPath) {
        return String.join(
                File.pathSeparator,
                List.of(classPath.split(File.pathSeparator)).stream()
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }
}
