package io.tribunal.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDirectoryTest {
    @TempDir
    private Path parent = Path.of("");

    private Path directory() throws IOException {
        return Files.createDirectory(parent.resolve("data"));
    }

    @Test
    void shouldBeDeletedWhenItIsTemporary() throws IOException {
        Path path = directory();
        new WorkingDirectory(path, true).close();
        assertThat(path).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void shouldStayWhenItIsToBeKept(boolean temporary) throws IOException {
        WorkingDirectory directory = new WorkingDirectory(directory(), temporary);
        directory.keep();
        directory.close();
        assertThat(directory.path()).exists();
    }

    @Test
    void shouldStayWhenTheUserNamedIt() throws IOException {
        WorkingDirectory directory = new WorkingDirectory(directory(), false);
        directory.close();
        assertThat(directory.path()).exists();
    }
}
