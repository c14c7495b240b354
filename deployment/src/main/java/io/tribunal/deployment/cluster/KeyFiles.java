package io.tribunal.deployment.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a data directory keeps its private keys: {@code keys/OWNER/OWNER.pem}, so that each owner can be given its directory alone,
 * and {@code root/root.pem} apart from them. A key that stands in {@code keys/OWNER.pem}, where an earlier version put it, is used
 * there.
 *
 * @param data the data directory
 */
public record KeyFiles(Path data) {
    private static final String ROOT = "root";
    private static final String OWNER_ONLY = "rwx------";

    /** The file of that owner's key, whether it exists or not. */
    public Path of(String owner) {
        String name = owner + ".pem";
        Path file = directory(owner).resolve(name);
        Path earlier = keys().resolve(name);
        return !Files.exists(file) && Files.isRegularFile(earlier) ? earlier : file;
    }

    /** Makes the directory of a new key, for its owner only. */
    public void prepare(String owner) throws IOException {
        Path directory = directory(owner);
        Files.createDirectories(directory);
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(OWNER_ONLY));
        }
    }

    private Path directory(String owner) {
        return owner.equals(ROOT) ? data.resolve(ROOT) : keys().resolve(owner);
    }

    private Path keys() {
        return data.resolve("keys");
    }
}
