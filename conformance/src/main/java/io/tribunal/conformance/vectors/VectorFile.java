package io.tribunal.conformance.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A file of golden vectors from the schemas jar.
 *
 * @param name without {@code .json}
 */
public record VectorFile(String name, JsonNode content) {
    private static final String DIRECTORY = "/testvectors/";
    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The file of that name. */
    public static VectorFile read(String name) {
        try (InputStream file = Objects.requireNonNull(
                VectorFile.class.getResourceAsStream(DIRECTORY + name + SUFFIX), () -> "no vectors " + name)) {
            return new VectorFile(name, JSON.readTree(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All files, ascending by name, so that a new file is noticed. */
    static List<VectorFile> all() {
        URL known = Objects.requireNonNull(VectorFile.class.getResource(DIRECTORY + "keys" + SUFFIX));
        try {
            return names(known.toURI()).stream().sorted().map(VectorFile::read).toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(URI known) throws IOException {
        if (!known.getScheme().equals("jar")) {
            return names(Path.of(known));
        }
        try (FileSystem jar = FileSystems.newFileSystem(known, Map.of())) {
            return names(jar.provider().getPath(known));
        }
    }

    private static List<String> names(Path known) throws IOException {
        try (Stream<Path> files = Files.list(Objects.requireNonNull(known.getParent()))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .toList();
        }
    }

    /** Its cases, in order. */
    public List<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        content.get("cases").forEach(cases::add);
        return cases;
    }

    /** The name of a vector, or its number. */
    static String label(JsonNode vector, int index) {
        return vector.path("name").asText("case " + (index + 1));
    }
}
