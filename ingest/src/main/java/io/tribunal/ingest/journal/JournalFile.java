package io.tribunal.ingest.journal;

import io.tribunal.kafka.files.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A small text file whose changes are on the disk when a method returns. */
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

    /** Puts the text in place of what was there, as a whole or not at all. */
    void replace(String text) {
        try {
            DurableFile.write(path, text);
        } catch (IOException e) {
            throw new JournalException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    /** Adds to the end; after a crash the last addition may be there in part. */
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
