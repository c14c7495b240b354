package io.tribunal.lab.containers;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/** The repository's {@code compose/}, so that the tests use the files that ship. */
final class ComposeDirectory {
    private static final Path ROOT = root();
    private static final Path COMPOSE = ROOT.resolve("compose");

    private ComposeDirectory() {}

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("compose/docker-compose.yml"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    static DockerImageName kafkaImage() {
        return DockerImageName.parse(environment("KAFKA_IMAGE", "apache/kafka:4.3.1"));
    }

    static DockerImageName baseImage() {
        return DockerImageName.parse(environment("BASE_IMAGE", "eclipse-temurin:25-jre"));
    }

    /** The settings that the three nodes share. */
    static Map<String, String> kafkaSettings() {
        Properties settings = new Properties();
        try {
            settings.load(new StringReader(Files.readString(COMPOSE.resolve("kafka.env"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, settings::getProperty));
    }

    /** The image of the product, built from the jars of this build. */
    static Future<String> tribunalImage() {
        return new ImageFromDockerfile()
                .withFileFromPath("Dockerfile", COMPOSE.resolve("Dockerfile"))
                .withFileFromPath("compose/bin", COMPOSE.resolve("bin"))
                .withFileFromPath("cli/target/lib", ROOT.resolve("cli/target/lib"))
                .withFileFromPath("cli/target/tribunal.jar", ROOT.resolve("cli/target/tribunal.jar"))
                .withBuildArg("BASE_IMAGE", baseImage().asCanonicalNameString());
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
