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

    public JournalFile(Path path) {
        this.path = path;
    }

    @Override
    public boolean exists() {
        return Files.exists(path);
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
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    @Override
    public void append(String text) {
        try {
            FileChannel channel = appending();
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    private FileChannel appending() throws IOException {
        FileChannel channel = appending;
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.APPEND);
            appending = channel;
        }
        return channel;
    }

    @Override
    public void force() {
        try {
            if (appending != null) {
                appending.force(false);
            }
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    @Override
    public void close() {
        try {
            if (appending != null) {
                appending.close();
                appending = null;
            }
        } catch (IOException e) {
            throw failed("close", e);
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
