package io.tribunal.lab.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.deployment.registry.RegistryServer;
import io.tribunal.kafka.process.RoleRun;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.statestore.query.QueryServer;
import io.tribunal.statestore.state.CommittedState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every HTTP endpoint answers malformed requests or closes the connection, and still answers well-formed ones. */
@Timeout(120)
class HttpEndpointsTest {
    private static final int REQUESTS = 3_000;
    private static final long SEED = 15;

    @TempDir
    Path directory;

    @Test
    void shouldServeHealthAmidMalformedRequests() throws Exception {
        int port = freePort();
        RunningRole fuzzed = new RunningRole() {
            @Override
            public void run() throws Exception {
                fuzz(port, List.of("/health", "/metrics", "/"), "/health");
            }

            @Override
            public void stop() {}
        };
        new RoleRun("fuzzed", fuzzed, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).run();
    }

    @Test
    void shouldServeQueriesAmidMalformedRequests() throws Exception {
        try (QueryServer server = QueryServer.start(0, "test.port", new CommittedState(1), () -> true)) {
            List<String> paths =
                    List.of("/v1/digest", "/v1/ledgers/a/accounts", "/v1/ledgers/a/accounts/b", "/healthz");
            fuzz(server.port(), paths, "/healthz");
        }
    }

    @Test
    void shouldServeSchemasAmidMalformedRequests() throws Exception {
        try (RegistryServer server = RegistryServer.start(directory.resolve("registry.json"), 0)) {
            List<String> paths = List.of(
                    "/subjects/a/versions",
                    "/subjects/a/versions/latest/schema",
                    "/schemas/ids/1/versions",
                    "/compatibility/subjects/a/versions/1",
                    "/config/a?defaultToGlobal=true");
            fuzz(URI.create(server.url()).getPort(), paths, "/subjects");
        }
    }

    private static void fuzz(int port, List<String> paths, String probe) throws IOException, InterruptedException {
        HttpFuzz fuzz = new HttpFuzz(port, SEED, paths);
        for (int number = 0; number < REQUESTS; number++) {
            assertThat(fuzz.send())
                    .as("request %s of seed %s", number, SEED)
                    .matches("(?s)|HTTP/1\\.1 (200|4\\d\\d|50[135]) .*");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + probe))
                .timeout(Duration.ofSeconds(10))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
