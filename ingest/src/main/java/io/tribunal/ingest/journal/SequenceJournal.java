package io.tribunal.ingest.journal;

import io.tribunal.core.identity.KeyId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The durable sequence numbers of one client key. Numbers are reserved on disk in blocks before the first of a block is
 * used, so a crash skips some and repeats none. A file lock lets one process at a time hold the journal of a key.
 */
public final class SequenceJournal implements SequenceSource, AutoCloseable {
    private static final String PREFIX = "next=";
    private static final int BLOCK = 1_000;

    private final Path directory;
    private final FileChannel lockChannel;
    private final JournalFile file;
    private long next;
    private long reservedEnd;

    private SequenceJournal(Path directory, FileChannel lockChannel, JournalFile file) {
        this.directory = directory;
        this.lockChannel = lockChannel;
        this.file = file;
        this.reservedEnd = file.exists() ? parse(file) : 0;
        this.next = reservedEnd;
    }

    /**
     * Opens the journal of a key in that directory, which is created if it is missing.
     *
     * @throws JournalException when another process holds it, or when it is damaged
     */
    public static SequenceJournal open(Path directory, KeyId keyId) {
        String name = keyId.value().replace(':', '-');
        try {
            Files.createDirectories(directory);
            Path lockPath = directory.resolve(name + ".lock");
            FileChannel channel = FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new JournalException("the journal of key " + keyId + " in " + directory
                        + " is in use by another process; wait for it, or give each process a key of its own");
            }
            return new SequenceJournal(directory, channel, new JournalFile(directory.resolve(name + ".sequence")));
        } catch (IOException e) {
            throw new JournalException("cannot open the journal in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public synchronized long next() {
        if (next == reservedEnd) {
            reserveOnDisk(BLOCK);
        }
        return next++;
    }

    @Override
    public synchronized boolean moveBeyond(long used) {
        boolean foreign = used >= next;
        if (used >= reservedEnd) {
            reserveOnDisk(used + 1 - reservedEnd);
        }
        next = Math.max(next, used + 1);
        return foreign;
    }

    /** The directory, for the journals of requests of this key. */
    public Path directory() {
        return directory;
    }

    private void reserveOnDisk(long count) {
        file.replace(PREFIX + (reservedEnd + count) + "\n");
        reservedEnd += count;
    }

    private static long parse(JournalFile file) {
        String text = file.read().strip();
        try {
            if (text.startsWith(PREFIX)) {
                return Long.parseUnsignedLong(text.substring(PREFIX.length()));
            }
        } catch (NumberFormatException e) {
            throw damaged(file, e);
        }
        throw damaged(file, null);
    }

    private static JournalException damaged(JournalFile file, @Nullable Throwable cause) {
        return new JournalException(
                file + " is damaged: expected next=<number>; restore it, or register a new key for this client", cause);
    }

    /** Releases the file lock. */
    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new JournalException("cannot release the journal in " + directory + ": " + e.getMessage(), e);
        }
    }
}
