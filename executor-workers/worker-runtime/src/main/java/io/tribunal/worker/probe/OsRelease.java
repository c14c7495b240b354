package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Name and version of the operating system from {@code /etc/os-release}; from the JVM if there is no such file. */
record OsRelease(String name, String version) {
    private static final Path FILE = Path.of("/etc/os-release");

    static OsRelease read() {
        Map<String, String> fields = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(FILE)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    fields.put(
                            line.substring(0, equals),
                            line.substring(equals + 1).replace("\"", ""));
                }
            }
        } catch (IOException absent) {
            fields.clear();
        }
        return new OsRelease(
                fields.getOrDefault("NAME", System.getProperty("os.name", "unknown")),
                fields.getOrDefault("VERSION_ID", System.getProperty("os.version", "unknown")));
    }

    ObjectNode describe() {
        return BomProbe.part(name, version);
    }
}
