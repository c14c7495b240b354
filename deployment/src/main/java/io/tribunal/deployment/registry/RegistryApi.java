package io.tribunal.deployment.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** The answers of Confluent's REST API (Avro schemas, no references), without HTTP. */
final class RegistryApi {
    private static final String LATEST = "latest";

    private final RegistryFile file;

    RegistryApi(RegistryFile file) {
        this.file = file;
    }

    Object subjects() {
        return file.state().subjects().keySet();
    }

    Object versions(String subject) {
        return IntStream.rangeClosed(1, file.state().versions(subject).size()).toArray();
    }

    Object version(String subject, String version) {
        RegistryState state = file.state();
        return described(state, subject, number(state, subject, version));
    }

    Object versionSchema(String subject, String version) {
        RegistryState state = file.state();
        int number = number(state, subject, version);
        return new RawJson(schema(state, state.versions(subject).get(number - 1)));
    }

    Object register(String subject, JsonNode request) {
        Schema schema = parsed(request);
        RegistryState state = file.change(before -> {
            List<Schema> earlier = earlier(before, subject);
            if (!earlier.contains(schema)) {
                before.levelOf(subject).incompatibility(schema, earlier).ifPresent(why -> {
                    throw RegistryError.incompatible(subject, why);
                });
            }
            return before.withVersion(subject, schema.toString());
        });
        return Map.of("id", state.idOf(schema.toString()).orElseThrow());
    }

    Object lookUp(String subject, JsonNode request) {
        RegistryState state = file.state();
        List<Integer> ids = state.versions(subject);
        int index = state.idOf(parsed(request).toString()).map(ids::indexOf).orElse(-1);
        if (index < 0) {
            throw RegistryError.schemaNotFound();
        }
        return described(state, subject, index + 1);
    }

    Object schema(int id) {
        return Map.of("schema", schema(file.state(), id));
    }

    Object schemaText(int id) {
        return new RawJson(schema(file.state(), id));
    }

    Object uses(int id) {
        RegistryState state = file.state();
        schema(state, id);
        return state.subjects().entrySet().stream()
                .filter(subject -> subject.getValue().contains(id))
                .map(subject -> Map.of(
                        "subject",
                        subject.getKey(),
                        "version",
                        subject.getValue().indexOf(id) + 1))
                .toList();
    }

    Object compatible(String subject, String version, JsonNode request) {
        RegistryState state = file.state();
        int number = number(state, subject, version);
        Schema tested =
                new Schema.Parser().parse(schema(state, state.versions(subject).get(number - 1)));
        Optional<String> incompatibility = state.levelOf(subject).incompatibility(parsed(request), List.of(tested));
        return incompatibility
                .<Object>map(why -> Map.of("is_compatible", false, "messages", List.of(why)))
                .orElse(Map.of("is_compatible", true));
    }

    Object level() {
        return Map.of("compatibilityLevel", file.state().globalLevel());
    }

    Object level(String subject, boolean orGlobal) {
        RegistryState state = file.state();
        if (!orGlobal && !state.levels().containsKey(subject)) {
            throw RegistryError.noSubjectCompatibility(subject);
        }
        return Map.of("compatibilityLevel", state.levelOf(subject));
    }

    Object setLevel(Optional<String> subject, JsonNode request) {
        CompatibilityLevel level =
                CompatibilityLevel.named(request.path("compatibility").asText());
        file.change(before ->
                subject.map(name -> before.withLevel(name, level)).orElseGet(() -> before.withGlobalLevel(level)));
        return Map.of("compatibility", level);
    }

    Object dropLevel(String subject) {
        Object dropped = level(subject, false);
        file.change(before -> before.withoutLevel(subject));
        return dropped;
    }

    private static ObjectNode described(RegistryState state, String subject, int version) {
        int id = state.versions(subject).get(version - 1);
        return JsonNodeFactory.instance
                .objectNode()
                .put("subject", subject)
                .put("version", version)
                .put("id", id)
                .put("schema", schema(state, id));
    }

    private static String schema(RegistryState state, int id) {
        return Optional.ofNullable(state.schemas().get(id)).orElseThrow(RegistryError::schemaNotFound);
    }

    private static List<Schema> earlier(RegistryState state, String subject) {
        return state.subjects().getOrDefault(subject, List.of()).stream()
                .map(id -> new Schema.Parser().parse(schema(state, id)))
                .toList();
    }

    private static int number(RegistryState state, String subject, String version) {
        int newest = state.versions(subject).size();
        if (version.equals(LATEST) || version.equals("-1")) {
            return newest;
        }
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw RegistryError.invalidVersion(version);
        }
        int number = Integer.parseInt(version);
        if (number > newest) {
            throw RegistryError.versionNotFound(version);
        }
        return number;
    }

    private static Schema parsed(JsonNode request) {
        String type = request.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") || !request.path("references").isEmpty()) {
            throw RegistryError.invalidSchema("this registry takes Avro schemas without references");
        }
        try {
            return new Schema.Parser().parse(request.path("schema").asText());
        } catch (SchemaParseException e) {
            throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
        }
    }
}
