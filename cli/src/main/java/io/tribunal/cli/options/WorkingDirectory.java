package io.tribunal.cli.options;

import io.tribunal.kafka.files.FileTree;
import java.io.IOException;
import java.nio.file.Path;

/** Where a command keeps the data of its deployment. Closing deletes a temporary directory, unless it is to be kept. */
public final class WorkingDirectory implements AutoCloseable {
    private final Path path;
    private final boolean temporary;
    private boolean kept;

    /** @param temporary whether the command has made it for itself */
    WorkingDirectory(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** The directory; it exists. */
    public Path path() {
        return path;
    }

    /** Whether the command has made it for itself. */
    public boolean isTemporary() {
        return temporary;
    }

    /** Keeps it: something failed, and its logs say why. */
    public void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        if (temporary && !kept) {
            FileTree.delete(path);
        }
    }
}
