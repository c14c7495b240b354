package io.tribunal.kafka.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir
    Path directory;

    @Test
    void shouldReplaceTheContentAndLeaveNoTemporaryFile() throws IOException {
        Path file = directory.resolve("file");
        DurableFile.write(file, "long content");
        DurableFile.write(file, "short");

        assertThat(file).hasContent("short");
        assertThat(directory).isDirectoryNotContaining("glob:**.next");
    }

    @Test
    void shouldWritePrivateFilesReadableByTheirOwnerOnly() throws IOException {
        Path file = directory.resolve("key");
        DurableFile.writePrivate(file, new byte[] {1});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
