package io.tribunal.cli.mistakes;

import io.tribunal.cli.Main;
import io.tribunal.deployment.error.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A command that somebody got wrong, and what must follow.
 *
 * @param command arguments, each behind a space; {@code {dir}} is the directory of {@link MistakeFiles}, {@code ''} an empty argument
 * @param what the mistake, for people
 * @param message part of what must be said
 */
record Mistake(String command, String what, ExitCode code, String message) {
    private static final String DIRECTORY = "{dir}";

    /** How a command ended, and what it said. */
    record Ending(int code, String said) {}

    /** Runs the command in this JVM. */
    Ending make(Path directory) {
        StringWriter said = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(arguments(directory));
        return new Ending(code, said.toString());
    }

    private String[] arguments(Path directory) {
        return Arrays.stream(command.split(" "))
                .filter(argument -> !argument.isEmpty())
                .map(argument -> argument.equals("''") ? "" : argument.replace(DIRECTORY, directory.toString()))
                .toArray(String[]::new);
    }

    /** The command as a reader of the documentation would type it. */
    String shown() {
        return "tribunal " + command.replace(DIRECTORY + "/", "").replace(DIRECTORY, ".");
    }

    /** What the command said, without what differs from machine to machine. */
    static String shown(Ending ending, Path directory) {
        return ending.said()
                .replace(directory + "/", "")
                .replace(directory.toString(), ".")
                .lines()
                .filter(line -> !line.startsWith("Try '") && !line.startsWith("Possible solutions"))
                .map(line -> line.replaceFirst("known( are|:) .*", "known$1 ...")
                        .replaceFirst("in [0-9]+ ?ms", "in time")
                        .replaceFirst("^tribunal: ", ""))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return shown() + " (" + what + ")";
    }
}
