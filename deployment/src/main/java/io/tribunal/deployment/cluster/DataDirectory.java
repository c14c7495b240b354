package io.tribunal.deployment.cluster;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The directory that holds a whole deployment. A lock file lets one process at a time use it. */
public final class DataDirectory implements AutoCloseable {
    private static final long LEAST_FREE_BYTES = 512L << 20;

    private static final String LOCK = ".lock";

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Creates the directory if it is missing and locks it; if another process has it, a {@link UserError} names that. */
    public static DataDirectory open(Path path) {
        Path root = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            requireSpace(root);
            Path file = root.resolve(LOCK);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw inUse(root, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new DataDirectory(root, channel);
        } catch (FileAlreadyExistsException e) {
            throw new UserError(ExitCode.USAGE, root + " is a file; --data needs a directory");
        } catch (IOException e) {
            throw new UserError(ExitCode.USAGE, "cannot use " + root + " as a data directory: " + e);
        }
    }

    /** The process that holds the lock, if one does; a process id in the file alone does not count. */
    public static Optional<Long> holder(Path path) {
        Path file = path.resolve(LOCK);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return locked(channel)
                    ? Optional.empty()
                    : Optional.of(Long.valueOf(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            throw new UserError("cannot find out which process uses " + path + ": " + e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static UserError inUse(Path root, String pid) {
        return new UserError(root + " is in use by process " + pid + "; stop that one first (tribunal down --data "
                + root + ") or choose another --data directory");
    }

    private static void requireSpace(Path root) throws IOException {
        FileStore store = Files.getFileStore(root);
        if (store.getUsableSpace() < LEAST_FREE_BYTES) {
            throw new UserError("the disk under " + root + " has " + (store.getUsableSpace() >> 20)
                    + " MiB left and a cluster needs " + (LEAST_FREE_BYTES >> 20)
                    + " MiB; free some space or choose another --data directory");
        }
    }

    public Path root() {
        return root;
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public KeyFiles keys() {
        return new KeyFiles(root);
    }

    public Path roles() {
        return root.resolve("roles");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UserError("cannot release " + root + ": " + e.getMessage());
        }
    }
}
