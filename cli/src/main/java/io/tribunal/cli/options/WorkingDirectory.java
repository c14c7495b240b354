package io.tribunal.cli.options;

import io.tribunal.kafka.files.FileTree;
import java.io.IOException;
import java.nio.file.Path;

/** Where a command keeps the data of its deployment. Closing deletes a temporary directory. */
public record WorkingDirectory(Path path, boolean isTemporary) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        if (isTemporary) {
            FileTree.delete(path);
        }
    }
}
