package io.tribunal.deployment.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Which earlier versions a new schema must be able to read, and be read by (Confluent's levels). */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsOld;
    private final boolean readByOld;
    private final boolean transitive;

    CompatibilityLevel(boolean readsOld, boolean readByOld, boolean transitive) {
        this.readsOld = readsOld;
        this.readByOld = readByOld;
        this.transitive = transitive;
    }

    static CompatibilityLevel named(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> RegistryError.invalidCompatibility(name));
    }

    /**
     * Why the next schema is not compatible with the earlier ones, or empty.
     *
     * @param earlier oldest first
     */
    Optional<String> incompatibility(Schema next, List<Schema> earlier) {
        List<Schema> concerned =
                transitive ? earlier : earlier.subList(Math.max(0, earlier.size() - 1), earlier.size());
        return concerned.stream().flatMap(old -> between(next, old).stream()).findFirst();
    }

    private Optional<String> between(Schema next, Schema old) {
        Optional<String> reading = readsOld ? unreadable(next, old) : Optional.empty();
        return reading.isPresent() || !readByOld ? reading : unreadable(old, next);
    }

    private static Optional<String> unreadable(Schema reader, Schema writer) {
        SchemaCompatibility.SchemaCompatibilityResult result = SchemaCompatibility.checkReaderWriterCompatibility(
                        reader, writer)
                .getResult();
        return switch (result.getCompatibility()) {
            case COMPATIBLE -> Optional.empty();
            case INCOMPATIBLE, RECURSION_IN_PROGRESS -> Optional.of(String.valueOf(result.getIncompatibilities()));
        };
    }
}
