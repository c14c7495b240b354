package io.tribunal.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that was run in the JVM of the test, and what it printed. */
record CommandRun(int exitCode, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** The last line of its results, as JSON. */
    JsonNode lastLine() throws IOException {
        return JSON.readTree(out.lines().reduce((first, last) -> last).orElseThrow());
    }
}
