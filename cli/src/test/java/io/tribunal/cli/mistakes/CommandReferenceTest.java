package io.tribunal.cli.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandReferenceTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "cli.md");

    @Test
    void shouldBeWhatTheCommandsSay(@TempDir Path directory) throws IOException {
        MistakeFiles.write(directory);

        String generated = CommandReference.generate(directory);

        if (Boolean.getBoolean("tribunal.docs.regenerate")) {
            Files.writeString(DOCUMENT, generated);
        }
        assertThat(generated).isEqualTo(Files.readString(DOCUMENT));
    }
}
