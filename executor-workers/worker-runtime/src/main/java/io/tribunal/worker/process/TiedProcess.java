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
 * A program that ends when this process ends, in whatever way, together with all processes that it starts. It leads its own
 * session. A guard process waits for the end of its standard input, which the kernel closes when this process ends, and then
 * kills the program's process group. The program starts only after its guard. Needs {@code sh} and {@code setsid}.
 */
public final class TiedProcess implements AutoCloseable {
    private static final String OWN_PREFIX = "TRIBUNAL_";
    private static final String WAIT_THEN_EXEC = "IFS= read -r go && eval \"exec $1\"";
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
     * @param command a line for {@code sh}, which {@code exec}s it
     * @param variables environment variables for it; it gets no other variables that begin with {@code TRIBUNAL_}
     * @param directory of the program alone; removed when it has ended
     * @throws IOException when it cannot be started
     */
    public static TiedProcess start(String command, Map<String, String> variables, Path directory) throws IOException {
        Process program = builder(variables, "setsid", "sh", "-c", WAIT_THEN_EXEC, "tribunal-program", command)
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

    /** The program's standard input. */
    public OutputStream input() {
        return program.getOutputStream();
    }

    /** The program's standard output. */
    public InputStream output() {
        return program.getInputStream();
    }

    /** The program's standard error. */
    public InputStream errors() {
        return program.getErrorStream();
    }

    public boolean isAlive() {
        return program.isAlive();
    }

    public long pid() {
        return program.pid();
    }

    /** For people: its exit status, or that it is running. */
    public String status() {
        return program.isAlive() ? "running" : "exit " + program.exitValue();
    }

    /** Kills the program and all processes that it has started, and waits for their end. */
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
        return "pid " + program.pid() + " (" + status() + ") in " + directory;
    }
}
