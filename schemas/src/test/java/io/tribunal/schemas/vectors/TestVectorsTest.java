package io.tribunal.schemas.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestVectorsTest {
    private static final Path DIRECTORY = Path.of("testvectors");

    @BeforeAll
    static void regenerateIfAsked() throws IOException {
        if (Boolean.getBoolean("tribunal.vectors.regenerate")) {
            TestVectors.main(new String[] {DIRECTORY.toString()});
        }
    }

    static List<GoldenFile> files() {
        return TestVectors.all();
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldAgreeWithTheFile(GoldenFile vectors) throws IOException {
        vectors.check(Json.parse(Files.readAllBytes(path(vectors))));
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldGenerateTheFile(GoldenFile vectors) throws IOException {
        assertThat(Json.print(vectors.generate())).isEqualTo(Files.readAllBytes(path(vectors)));
    }

    @Test
    void shouldHaveNoUnusedFile() throws IOException {
        List<String> known = files().stream().map(file -> file.name() + ".json").toList();
        try (Stream<Path> found = Files.list(DIRECTORY)) {
            assertThat(found.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".json")))
                    .containsExactlyInAnyOrderElementsOf(known);
        }
    }

    private static Path path(GoldenFile vectors) {
        return DIRECTORY.resolve(vectors.name() + ".json");
    }
}
