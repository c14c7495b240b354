package io.tribunal.ingest.journal;

import io.tribunal.kafka.files.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A small text file. Not safe for use by several threads. */
public final class JournalFile implements JournalStore {
    private final Path path;
    private @Nullable FileChannel appending;
    private boolean broken;

    public JournalFile(Path path) {
        this.path = path;
    }

    @Override
    public boolean exists() {
        return !Files.notExists(path); // one that cannot be looked at is not taken for one that is not there
    }

    @Override
    public String read() {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    @Override
    public void replace(String text) {
        try {
            close();
            Path directory = path.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            DurableFile.write(path, text);
            broken = false;
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    @Override
    public void append(String text) {
        requireWhole();
        try {
            FileChannel channel = appending();
            long whole = channel.size();
            try {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException incomplete) {
                cut(whole);
                throw incomplete;
            }
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    /** After a failure nobody knows what is on disk, so nothing is written any more. */
    private void requireWhole() {
        if (broken) {
            throw new JournalException(path + " could not be written before; open it again");
        }
    }

    /** Removes the part of a row that was written before a failure, which may have closed the channel. */
    private void cut(long whole) throws IOException {
        broken = true;
        close();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(whole);
        }
        broken = false;
    }

    private FileChannel appending() throws IOException {
        FileChannel channel = appending;
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.WRITE);
            channel.position(channel.size());
            appending = channel;
        }
        return channel;
    }

    @Override
    public void force() {
        requireWhole();
        try {
            if (appending != null) {
                appending.force(false);
            }
        } catch (IOException e) {
            broken = true;
            throw failed("write", e);
        }
    }

    @Override
    public void close() {
        try {
            if (appending != null) {
                appending.close();
            }
        } catch (IOException e) {
            throw failed("close", e);
        } finally {
            appending = null;
        }
    }

    private JournalException failed(String what, IOException cause) {
        return new JournalException("cannot " + what + " " + path + ": " + cause.getMessage(), cause);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
