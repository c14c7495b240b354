package io.tribunal.kafka.files;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A {@code .properties} file in UTF-8, sorted by key and without a date, so that equal settings give equal bytes. */
public final class PropertiesFile {
    private PropertiesFile() {}

    /** Writes the file atomically; each value must be a single line. */
    public static void write(Path file, Map<String, String> settings) throws IOException {
        DurableFile.write(
                file,
                new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(setting -> setting.getKey() + "="
                                        + setting.getValue().replace("\\", "\\\\") + "\n")
                                .collect(Collectors.joining()));
    }

    /** The settings in the file. */
    public static SortedMap<String, String> read(Path file) throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        }
        SortedMap<String, String> settings = new TreeMap<>();
        read.stringPropertyNames().forEach(key -> settings.put(key, read.getProperty(key)));
        return settings;
    }
}
