package io.tribunal.conformance.probe;

import io.tribunal.deployment.process.ChildCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Shell programs that stand in for executors. */
public final class FakeExecutor {
    private FakeExecutor() {}

    /** A program of these lines; {@code $1} is {@code probe}. */
    public static ExecutorCommand of(Path directory, String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return ExecutorCommand.ofShell(ProbeMain.LAUNCHER, file.toString());
    }

    /** The Java probe, its answers passed through sed. */
    public static ExecutorCommand distorted(String name, String sed) {
        ExecutorCommand honest = ExecutorCommand.ofVariant(ProbeMain.LAUNCHER, "decimal");
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" | sed -u '" + sed + "'", "sh"));
        line.addAll(honest.probe().line());
        return honest.named(name)
                .withProbe(new ChildCommand(line, honest.probe().environment()));
    }
}
