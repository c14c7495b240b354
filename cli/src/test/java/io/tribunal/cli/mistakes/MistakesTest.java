package io.tribunal.cli.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.cli.mistakes.Mistake.Ending;
import io.tribunal.deployment.error.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Makes every mistake once, and holds docs/cli.md against what the commands said. */
class MistakesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "cli.md");
    private static final Map<Mistake, Ending> ENDINGS = new LinkedHashMap<>();

    @TempDir
    static Path directory;

    @BeforeAll
    static void makeThemAll() throws IOException {
        MistakeFiles.write(directory);
        mistakes().forEach(mistake -> ENDINGS.put(mistake, mistake.make(directory)));
        if (Boolean.getBoolean("tribunal.docs.regenerate")) {
            Files.writeString(DOCUMENT, CommandReference.generate(ENDINGS, directory));
        }
    }

    static List<Mistake> mistakes() {
        return Mistakes.all();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldEndWithItsCodeAndSayWhatWasWrong(Mistake mistake) {
        Ending ending = ENDINGS.get(mistake);

        assertThat(ending.said()).contains(mistake.message()).doesNotContain("Exception", "internal error", "\tat ");
        assertThat(ending.code()).as(ending.said()).isEqualTo(mistake.code().code());
    }

    @Test
    void shouldNameAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            Ending ending = new Mistake(
                            "registry --set tribunal.registry.port=" + port
                                    + " --set tribunal.registry.file={dir}/new.json",
                            "a port that is taken",
                            ExitCode.ERROR,
                            "")
                    .make(directory);

            assertThat(ending.said()).contains("port " + port + " (schema registry) cannot be used");
            assertThat(ending.code()).isEqualTo(ExitCode.ERROR.code());
        }
    }

    @Test
    void shouldNameEachMistakeOnce() {
        assertThat(mistakes())
                .extracting(Mistake::command)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(100);
    }

    @Test
    void shouldBeDocumentedAsTheyAre() throws IOException {
        assertThat(CommandReference.generate(ENDINGS, directory)).isEqualTo(Files.readString(DOCUMENT));
    }
}
