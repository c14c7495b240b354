package io.tribunal.worker.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A process of its own that starts a program, so that a test can kill it. */
final class Bystander {
    private Bystander() {}

    /** Starts the command, says the program's pid and waits for ever. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("bystander");
        TiedProcess program = TiedProcess.start(arguments[0], Map.of("TRIBUNAL_MARK", "yes"), directory);
        System.out.println(program.pid() + " " + directory);
        Thread.sleep(Long.MAX_VALUE);
    }
}
