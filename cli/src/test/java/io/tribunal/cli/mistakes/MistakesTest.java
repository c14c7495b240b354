package io.tribunal.cli.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MistakesTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void writeFiles() throws IOException {
        MistakeFiles.write(directory);
    }

    static List<Mistake> mistakes() {
        return Mistakes.all();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldEndWithItsCodeAndSayWhatWasWrong(Mistake mistake) {
        Mistake.Ending ending = mistake.make(directory);

        assertThat(ending.said()).contains(mistake.message()).doesNotContain("Exception", "internal error", "\tat ");
        assertThat(ending.code()).as(ending.said()).isEqualTo(mistake.code().code());
    }

    @Test
    void shouldNameEachMistakeOnce() {
        assertThat(mistakes()).extracting(Mistake::command).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }
}
