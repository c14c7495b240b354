package io.tribunal.kafka.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RoleProcessTest {
    @Test
    void shouldServeHealthWhileTheRoleRuns() throws Exception {
        int port = freePort();
        AtomicReference<String> seen = new AtomicReference<>();
        RoleProcess.run(new RoleRun("probe", role(() -> seen.set(get(port, "/health"))), loopback(port)));

        assertThat(seen.get()).isEqualTo("503 {\"status\":\"DOWN\"}");
    }

    @Test
    void shouldServeTheMetricsOfTheRole() throws Exception {
        int port = freePort();
        AtomicReference<String> seen = new AtomicReference<>();
        RunningRole counting = new RunningRole() {
            @Override
            public void run() throws Exception {
                seen.set(get(port, "/metrics"));
            }

            @Override
            public void stop() {}

            @Override
            public String metrics() {
                return "things_total 7\n";
            }
        };
        RoleProcess.run(new RoleRun("probe", counting, loopback(port)));

        assertThat(seen.get()).isEqualTo("200 things_total 7\n");
    }

    @Test
    void shouldAnswer404ForARoleWithoutMetrics() throws Exception {
        int port = freePort();
        AtomicReference<String> seen = new AtomicReference<>();
        RoleProcess.run(new RoleRun("probe", role(() -> seen.set(get(port, "/metrics"))), loopback(port)));

        assertThat(seen.get()).startsWith("404 ");
    }

    @Test
    void shouldServeHealthBesideHalfARequest() throws Exception {
        int port = freePort();
        AtomicReference<String> seen = new AtomicReference<>();
        RoleProcess.run(new RoleRun(
                "probe",
                role(() -> {
                    try (Socket half = new Socket("127.0.0.1", port)) {
                        half.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
                        seen.set(get(port, "/health"));
                    }
                }),
                loopback(port)));

        assertThat(seen.get()).isEqualTo("503 {\"status\":\"DOWN\"}");
    }

    @Test
    void shouldAnswer404ToOtherPaths() throws Exception {
        int port = freePort();
        AtomicReference<String> seen = new AtomicReference<>();
        RoleProcess.run(new RoleRun("probe", role(() -> seen.set(get(port, "/other"))), loopback(port)));

        assertThat(seen.get()).startsWith("404 ");
    }

    @Test
    void shouldThrowTheRolesException() {
        assertThatThrownBy(() -> RoleProcess.run(new RoleRun(
                        "broken",
                        role(() -> {
                            throw new IllegalStateException("broken");
                        }),
                        loopback(0))))
                .hasMessage("broken");
    }

    private static RunningRole role(Body body) {
        return new RunningRole() {
            @Override
            public void run() throws Exception {
                body.run();
            }

            @Override
            public void stop() {}

            @Override
            public boolean isHealthy() {
                return false;
            }
        };
    }

    private static String get(int port, String path) throws Exception {
        var response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private interface Body {
        void run() throws Exception;
    }
}
