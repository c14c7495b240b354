package io.tribunal.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --data} of commands that start a deployment of their own and may delete it afterwards. */
public final class WorkingDirectoryOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep the data in this directory (default: a temporary directory, deleted at the end).")
    private Optional<Path> directory = Optional.empty();

    /**
     * The given directory, or a new temporary one.
     *
     * @param prefix of a temporary directory's name
     */
    public WorkingDirectory open(String prefix) throws IOException {
        return directory.isPresent()
                ? new WorkingDirectory(directory.get(), false)
                : new WorkingDirectory(Files.createTempDirectory(prefix), true);
    }
}
