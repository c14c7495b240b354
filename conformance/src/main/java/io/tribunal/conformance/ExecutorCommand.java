package io.tribunal.conformance;

import io.tribunal.cli.Main;
import io.tribunal.deployment.Implementation;
import io.tribunal.deployment.process.ChildMain;
import io.tribunal.deployment.process.JvmOptions;
import io.tribunal.deployment.process.Lifetime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an executor is started; the first word of what it is to do ({@code probe}, {@code execute}) comes behind.
 *
 * @param name for people
 * @param probe words that start its probe
 * @param execute words that start it, to be followed by options; it ends with its standard input
 * @param environment variables beside those of this process
 * @param terminated exit status after SIGTERM
 */
public record ExecutorCommand(
        String name, List<String> probe, List<String> execute, Map<String, String> environment, int terminated) {
    private static final String HEAP = "256m";
    /** 128 + SIGTERM: a JVM cannot choose it. */
    private static final int JVM_TERMINATED = 143;

    public ExecutorCommand {
        probe = List.copyOf(probe);
        execute = List.copyOf(execute);
        environment = Map.copyOf(environment);
    }

    /** A shell command, such as {@code executor-workers/go/executor}. */
    public static ExecutorCommand of(String command) {
        return new ExecutorCommand(
                nameOf(command), shell(command, "probe"), shell(command, "execute", "--with-parent"), Map.of(), 0);
    }

    /** A variant on the class path of this JVM. */
    public static ExecutorCommand ofVariant(String variant) {
        return ofVariant(variant, new Implementation.Variant(variant, Map.of()));
    }

    /** The same with settings of its own, such as those of a bridge. */
    public static ExecutorCommand ofVariant(String name, Implementation.Variant variant) {
        List<String> settings = new ArrayList<>();
        new TreeMap<>(variant.settings()).forEach((key, value) -> settings.addAll(List.of("--set", key + "=" + value)));
        List<String> execute = new ArrayList<>(java(ChildMain.class.getName(), Main.class.getName(), "execute"));
        execute.addAll(List.of("--set", "tribunal.executor.variant=" + variant.variant()));
        execute.addAll(settings);
        List<String> probe = new ArrayList<>(java(Main.class.getName(), "probe", "--variant", variant.variant()));
        probe.addAll(settings);
        return new ExecutorCommand(
                "java:" + name,
                probe,
                execute,
                Map.of("CLASSPATH", System.getProperty("java.class.path")),
                JVM_TERMINATED);
    }

    public ExecutorCommand named(String other) {
        return new ExecutorCommand(other, probe, execute, environment, terminated);
    }

    /** The same under another name, with more variables and shell commands to run before, such as a limit. */
    public ExecutorCommand within(String label, Map<String, String> variables, String before) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(variables);
        List<String> limited = new ArrayList<>(List.of("/bin/sh", "-c", before + "; exec \"$@\"", "sh"));
        limited.addAll(probe);
        return new ExecutorCommand(label, limited, execute, all, terminated);
    }

    private static List<String> shell(String command, String... words) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "exec " + command + " \"$@\"", "sh"));
        line.addAll(List.of(words));
        return line;
    }

    private static List<String> java(String... words) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JvmOptions.lean(HEAP, Lifetime.SHORT));
        line.addAll(List.of(words));
        return line;
    }

    /** The last directory of a path that ends in {@code executor}, else the file's name. */
    private static String nameOf(String command) {
        String first = command.strip().split("\\s+", 2)[0];
        Path path = Path.of(first).toAbsolutePath().normalize();
        boolean isWrapper = path.endsWith("executor") && path.getNameCount() > 1;
        return path.getName(path.getNameCount() - (isWrapper ? 2 : 1)).toString();
    }
}
