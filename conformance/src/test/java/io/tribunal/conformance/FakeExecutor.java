package io.tribunal.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Shell programs that stand in for executors. */
final class FakeExecutor {
    private FakeExecutor() {}

    /** A program of these lines; {@code $1} is {@code probe}. */
    static ExecutorCommand of(Path directory, String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return ExecutorCommand.of(file.toString());
    }

    /** The Java probe, its answers passed through sed. */
    static ExecutorCommand distorted(String name, String sed) {
        ExecutorCommand honest = ExecutorCommand.ofVariant("decimal");
        String script = "\"$@\" | sed -u '" + sed + "'";
        List<String> line = new java.util.ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        line.addAll(honest.probe());
        return new ExecutorCommand(name, line, List.of(), Map.copyOf(honest.environment()), 0);
    }
}
