package io.tribunal.ingest.journal;

import io.tribunal.kafka.files.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A small text file. Changes are on disk when a method returns. */
final class JournalFile {
    private final Path path;

    JournalFile(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    String read() {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new JournalException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Replaces the content atomically. */
    void replace(String text) {
        try {
            DurableFile.write(path, text);
        } catch (IOException e) {
            throw new JournalException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    /** Appends; after a crash, a part of the last append may be there. */
    void append(String text) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new JournalException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
