package io.tribunal.deployment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void shouldNameTheProcessThatUsesTheDirectory() {
        try (DataDirectory held = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> DataDirectory.open(directory))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid())
                    .hasMessageContaining(held.root().toString());
        }
    }

    @Test
    void shouldBeFreeAgainAfterClose() {
        DataDirectory.open(directory).close();
        try (DataDirectory again = DataDirectory.open(directory)) {
            assertThat(again.root()).isDirectory();
        }
    }

    @Test
    void shouldRefuseAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is a file");
    }
}
