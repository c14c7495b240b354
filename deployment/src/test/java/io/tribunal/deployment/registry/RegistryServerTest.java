package io.tribunal.deployment.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerTest {
    private static final String STRING = "{\"schema\": \"\\\"string\\\"\"}";
    private static final String RECORD_V1 = record("");
    private static final String RECORD_WITH_DEFAULT =
            record(",{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"int\\\",\\\"default\\\":0}");
    private static final String RECORD_WITHOUT_DEFAULT = record(",{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"int\\\"}");

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private RegistryServer registry;

    @BeforeEach
    void start() {
        registry = RegistryServer.start(directory.resolve("registry.json"), 0);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldGiveEqualSchemasOfAllSubjectsOneId() {
        assertThat(post("/subjects/a-value/versions", STRING)).isEqualTo("200 {\"id\":1}");
        assertThat(post("/subjects/b-value/versions", STRING)).isEqualTo("200 {\"id\":1}");
        assertThat(post("/subjects/b-value/versions", STRING)).isEqualTo("200 {\"id\":1}");
        assertThat(post("/subjects/c-value/versions", RECORD_V1)).isEqualTo("200 {\"id\":2}");
        assertThat(get("/subjects")).isEqualTo("200 [\"a-value\",\"b-value\",\"c-value\"]");
        assertThat(get("/subjects/b-value/versions")).isEqualTo("200 [1]");
        assertThat(get("/schemas/ids/1")).isEqualTo("200 {\"schema\":\"\\\"string\\\"\"}");
        assertThat(get("/subjects/a-value/versions/latest/schema")).isEqualTo("200 \"string\"");
    }

    @Test
    void shouldKeepIdsAndLevelsOverARestart() {
        post("/subjects/a-value/versions", STRING);
        post("/subjects/c-value/versions", RECORD_V1);
        put("/config/c-value", "{\"compatibility\":\"FULL\"}");
        registry.close();
        registry = RegistryServer.start(directory.resolve("registry.json"), 0);

        assertThat(post("/subjects/c-value", RECORD_V1))
                .startsWith("200 {\"subject\":\"c-value\",\"version\":1,\"id\":2");
        assertThat(get("/config/c-value")).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
    }

    @Test
    void shouldRefuseVersionsThatAreNotBackwardCompatible() {
        post("/subjects/r-value/versions", RECORD_V1);

        assertThat(post("/compatibility/subjects/r-value/versions/latest", RECORD_WITH_DEFAULT))
                .isEqualTo("200 {\"is_compatible\":true}");
        assertThat(post("/subjects/r-value/versions", RECORD_WITH_DEFAULT)).isEqualTo("200 {\"id\":2}");
        assertThat(post("/subjects/r-value/versions", RECORD_WITHOUT_DEFAULT)).isEqualTo("200 {\"id\":3}");
        assertThat(post("/subjects/r-value/versions", STRING))
                .startsWith("409 ")
                .contains("\"error_code\":409");
        put("/config/r-value", "{\"compatibility\":\"NONE\"}");
        assertThat(post("/subjects/r-value/versions", STRING)).isEqualTo("200 {\"id\":4}");
    }

    @Test
    void shouldAnswerWithConfluentsErrorCodes() {
        post("/subjects/a-value/versions", STRING);

        assertThat(get("/subjects/none/versions")).startsWith("404 ").contains("\"error_code\":40401");
        assertThat(get("/subjects/a-value/versions/7")).startsWith("404 ").contains("\"error_code\":40402");
        assertThat(get("/schemas/ids/7")).startsWith("404 ").contains("\"error_code\":40403");
        assertThat(post("/subjects/a-value", RECORD_V1)).startsWith("404 ").contains("\"error_code\":40403");
        assertThat(get("/config/a-value")).startsWith("404 ").contains("\"error_code\":40408");
        assertThat(get("/config/a-value?defaultToGlobal=true")).isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(post("/subjects/a-value/versions", "{\"schema\":\"{\"}"))
                .startsWith("422 ")
                .contains("42201");
        assertThat(get("/subjects/a-value/versions/zero")).startsWith("422 ").contains("42202");
        assertThat(put("/config", "{\"compatibility\":\"SOMETIMES\"}"))
                .startsWith("422 ")
                .contains("42203");
        assertThat(get("/contexts")).startsWith("404 ").contains("\"error_code\":404");
        assertThat(post("/subjects/a-value/versions", "not json")).startsWith("400 ");
    }

    private static String record(String more) {
        return "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
                + "[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"}" + more + "]}\"}";
    }

    private String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(registry.url() + path)));
    }

    private String post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(registry.url() + path)).POST(BodyPublishers.ofString(body)));
    }

    private String put(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(registry.url() + path)).PUT(BodyPublishers.ofString(body)));
    }

    private String send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
