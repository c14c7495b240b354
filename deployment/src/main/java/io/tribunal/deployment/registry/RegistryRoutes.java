package io.tribunal.deployment.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.kafka.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Maps method and path to an answer. Other paths get a quick 404, since some clients try several. */
final class RegistryRoutes {
    /** Indexes of the variable parts of a path, by its first part. */
    private static final Map<String, Set<Integer>> VARIABLE =
            Map.of("subjects", Set.of(1, 3), "schemas", Set.of(2), "compatibility", Set.of(2, 4), "config", Set.of(1));

    private final RegistryApi api;

    RegistryRoutes(RegistryApi api) {
        this.api = api;
    }

    Object answer(HttpRequest request, JsonNode body) {
        List<String> path = Arrays.stream(request.path().split("/"))
                .filter(part -> !part.isEmpty())
                .map(RegistryRoutes::decoded)
                .toList();
        return switch (request.method() + " /" + shape(path)) {
            case "GET /" -> Map.of();
            case "GET /mode" -> Map.of("mode", "READWRITE");
            case "GET /subjects" -> api.subjects();
            case "POST /subjects/*" -> api.lookUp(path.get(1), body);
            case "GET /subjects/*/versions" -> api.versions(path.get(1));
            case "POST /subjects/*/versions" -> api.register(path.get(1), body);
            case "GET /subjects/*/versions/*" -> api.version(path.get(1), path.get(3));
            case "GET /subjects/*/versions/*/schema" -> api.versionSchema(path.get(1), path.get(3));
            case "GET /schemas/types" -> List.of("AVRO");
            case "GET /schemas/ids/*" -> api.schema(id(path));
            case "GET /schemas/ids/*/schema" -> api.schemaText(id(path));
            case "GET /schemas/ids/*/versions" -> api.uses(id(path));
            case "POST /compatibility/subjects/*/versions" -> api.compatible(path.get(2), "latest", body);
            case "POST /compatibility/subjects/*/versions/*" -> api.compatible(path.get(2), path.get(4), body);
            case "GET /config" -> api.level();
            case "PUT /config" -> api.setLevel(Optional.empty(), body);
            case "GET /config/*" -> api.level(path.get(1), request.query().equals("defaultToGlobal=true"));
            case "PUT /config/*" -> api.setLevel(Optional.of(path.get(1)), body);
            case "DELETE /config/*" -> api.dropLevel(path.get(1));
            default -> throw RegistryError.noRoute();
        };
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RegistryError.unreadable("the path does not decode");
        }
    }

    private static String shape(List<String> path) {
        List<String> shape = new ArrayList<>(path);
        if (!path.isEmpty()) {
            VARIABLE.getOrDefault(path.get(0), Set.of()).stream()
                    .filter(index -> index < path.size())
                    .forEach(index -> shape.set(index, "*"));
        }
        return String.join("/", shape);
    }

    private static int id(List<String> path) {
        if (!path.get(2).matches("[0-9]{1,9}")) {
            throw RegistryError.noRoute();
        }
        return Integer.parseInt(path.get(2));
    }
}
