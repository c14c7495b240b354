package io.tribunal.bridge.stdio;

import io.tribunal.worker.process.ProgramLog;
import io.tribunal.worker.process.TiedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Starts a partition's program.
 *
 * @param delay before the start
 */
record Launch(String command, ProgramIdentity identity, int partition, Duration delay) {
    TiedProcess start() throws IOException, InterruptedException {
        Thread.sleep(delay);
        Path directory = Files.createTempDirectory("tribunal-stdio-" + partition + "-");
        Map<String, String> variables = new HashMap<>();
        variables.put("TRIBUNAL_PARTITION", Integer.toString(partition));
        variables.put("TRIBUNAL_STATE_DIRECTORY", directory.toString());
        identity.keyFile().ifPresent(file -> variables.put("TRIBUNAL_KEY_FILE", file.toString()));
        TiedProcess program = TiedProcess.start(command, variables, directory);
        ProgramLog.follow("program-" + partition, program.errors());
        return program;
    }
}
