package io.tribunal.kafka.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Replaces files atomically: after a crash a file holds either the old or the new content, never a mixture. */
public final class DurableFile {
    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private DurableFile() {}

    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a temporary file in the same directory, forces it to disk, renames it to {@code file} and forces the
     * directory.
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path next = sibling(file);
        try (FileChannel channel = FileChannel.open(next, NEW)) {
            writeAll(channel, content);
        }
        replace(next, file);
    }

    /** As {@link #write(Path, byte[])}; only its owner can read the file at any time. */
    public static void writePrivate(Path file, byte[] content) throws IOException {
        Path next = sibling(file);
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next, NEW, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            writeAll(channel, content);
        }
        replace(next, file);
    }

    private static Path sibling(Path file) {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    private static void writeAll(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    private static void replace(Path next, Path file) throws IOException {
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
