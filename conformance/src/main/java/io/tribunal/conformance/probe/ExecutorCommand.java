package io.tribunal.conformance.probe;

import io.tribunal.deployment.implementation.Implementation;
import io.tribunal.deployment.process.ChildCommand;
import io.tribunal.deployment.process.JvmOptions;
import io.tribunal.deployment.process.Launcher;
import io.tribunal.deployment.process.Lifetime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How an executor under test is started.
 *
 * @param name for people
 * @param probe starts its probe
 * @param execute starts the executor, to be followed by options; it ends with its standard input
 * @param terminated exit status after SIGTERM
 */
public record ExecutorCommand(String name, ChildCommand probe, ChildCommand execute, int terminated) {
    private static final List<String> JVM_OPTIONS = JvmOptions.lean("256m", Lifetime.SHORT);
    /** 128 + SIGTERM: a JVM cannot choose it. */
    private static final int JVM_TERMINATED = 143;

    /** A shell command, such as {@code executor-workers/go/executor}. */
    public static ExecutorCommand ofShell(Launcher launcher, String command) {
        Implementation program =
                new Implementation.Program(List.of("/bin/sh", "-c", "exec " + command + " \"$@\"", "sh"));
        return new ExecutorCommand(
                nameOf(command),
                launcher.probe(program, JVM_OPTIONS),
                launcher.execute(program, List.of(), JVM_OPTIONS),
                0);
    }

    /** A Java variant on the class path of this JVM, with settings of its own, such as those of a bridge. */
    public static ExecutorCommand ofVariant(Launcher launcher, String name, Implementation.Variant variant) {
        List<String> arguments = new ArrayList<>(List.of("--set", "tribunal.executor.variant=" + variant.variant()));
        arguments.addAll(Launcher.settings(variant));
        return new ExecutorCommand(
                "java:" + name,
                launcher.probe(variant, JVM_OPTIONS),
                launcher.execute(variant, arguments, JVM_OPTIONS),
                JVM_TERMINATED);
    }

    /** The same without settings of its own. */
    public static ExecutorCommand ofVariant(Launcher launcher, String variant) {
        return ofVariant(launcher, variant, new Implementation.Variant(variant, Map.of()));
    }

    /** The same under another name. */
    public ExecutorCommand named(String other) {
        return new ExecutorCommand(other, probe, execute, terminated);
    }

    /** The same with another command for its probe. */
    public ExecutorCommand withProbe(ChildCommand other) {
        return new ExecutorCommand(name, other, execute, terminated);
    }

    /** The last directory of a path that ends in {@code executor}, else the file's name. */
    private static String nameOf(String command) {
        String first = command.strip().split("\\s+", 2)[0];
        Path path = Path.of(first).toAbsolutePath().normalize();
        boolean isWrapper = path.endsWith("executor") && path.getNameCount() > 1;
        return path.getName(path.getNameCount() - (isWrapper ? 2 : 1)).toString();
    }
}
