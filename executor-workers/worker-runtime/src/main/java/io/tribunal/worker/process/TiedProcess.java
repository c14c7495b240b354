package io.tribunal.worker.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that does not outlive this process, however this process ends, and neither does what it starts. It leads a
 * session of its own; a guard beside it waits for the end of its standard input, which the kernel closes when this process is
 * gone, and then kills the whole group. The program itself only begins once its guard is there. Needs {@code sh} and
 * {@code setsid}.
 */
public final class TiedProcess implements AutoCloseable {
    private static final String OWN_PREFIX = "TRIBUNAL_";
    private static final String BEGIN_WHEN_TOLD = "IFS= read -r go && eval \"exec $1\"";
    private static final String GUARD = "cat >/dev/null; kill -KILL \"-$1\" 2>/dev/null; rm -rf -- \"$2\"";

    private final Process program;
    private final Process guard;
    private final Path directory;

    private TiedProcess(Process program, Process guard, Path directory) {
        this.program = program;
        this.guard = guard;
        this.directory = directory;
    }

    /**
     * Starts a program.
     *
     * @param command a line for {@code sh}, which is exec'd
     * @param variables set for it; other variables that begin with {@code TRIBUNAL_} are kept from it
     * @param directory of its own, removed when it has ended
     * @throws IOException when it cannot be started
     */
    public static TiedProcess start(String command, Map<String, String> variables, Path directory) throws IOException {
        Process program = builder(variables, "setsid", "sh", "-c", BEGIN_WHEN_TOLD, "tribunal-program", command)
                .start();
        try {
            Process guard = builder(
                            Map.of(),
                            "setsid",
                            "sh",
                            "-c",
                            GUARD,
                            "tribunal-guard",
                            Long.toString(program.pid()),
                            directory.toString())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            program.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
            program.getOutputStream().flush();
            return new TiedProcess(program, guard, directory);
        } catch (IOException e) {
            program.destroyForcibly();
            throw e;
        }
    }

    private static ProcessBuilder builder(Map<String, String> variables, String... command) {
        ProcessBuilder builder = new ProcessBuilder(List.of(command));
        builder.environment().keySet().removeIf(name -> name.startsWith(OWN_PREFIX));
        builder.environment().putAll(variables);
        return builder;
    }

    /** What it reads. */
    public OutputStream input() {
        return program.getOutputStream();
    }

    /** What it writes to its standard output. */
    public InputStream output() {
        return program.getInputStream();
    }

    /** What it writes to its standard error. */
    public InputStream errors() {
        return program.getErrorStream();
    }

    public boolean isAlive() {
        return program.isAlive();
    }

    public long pid() {
        return program.pid();
    }

    /** For people: how it ended, or that it runs. */
    public String fate() {
        return program.isAlive() ? "running" : "exit " + program.exitValue();
    }

    /** Kills it and all that it has started, and waits until that is done. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            guard.waitFor();
            program.destroyForcibly().waitFor();
        } catch (IOException e) {
            program.destroyForcibly();
        } catch (InterruptedException e) {
            program.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "pid " + program.pid() + " (" + fate() + ") in " + directory;
    }
}
