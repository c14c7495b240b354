package io.tribunal.worker.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A separate process that starts a program, for a test to kill. */
final class ParentProcess {
    private ParentProcess() {}

    /** Starts the command, prints the program's pid and waits. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("bystander");
        TiedProcess program = TiedProcess.start(arguments[0], Map.of("TRIBUNAL_MARK", "yes"), directory);
        System.out.println(program.pid() + " " + directory);
        Thread.sleep(Long.MAX_VALUE);
    }
}
