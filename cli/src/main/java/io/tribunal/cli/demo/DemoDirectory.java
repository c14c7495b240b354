package io.tribunal.cli.demo;

import io.tribunal.kafka.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a demonstration keeps its data: a given directory, or a temporary one that is thrown away. */
public record DemoDirectory(Path path, boolean isThrownAway) implements AutoCloseable {
    public static DemoDirectory of(Optional<Path> given) throws IOException {
        return given.isPresent()
                ? new DemoDirectory(given.get(), false)
                : new DemoDirectory(Files.createTempDirectory("tribunal-demo-"), true);
    }

    @Override
    public void close() throws IOException {
        if (isThrownAway) {
            FileTree.delete(path);
        }
    }
}
