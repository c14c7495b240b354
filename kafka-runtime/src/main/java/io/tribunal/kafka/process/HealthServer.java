package io.tribunal.kafka.process;

import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.http.BoundedHttpServer;
import io.tribunal.kafka.http.HttpLimits;
import io.tribunal.kafka.http.HttpReply;
import io.tribunal.kafka.http.HttpRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Serves {@code GET /health} (200 while the role is healthy, else 503) and {@code GET /metrics}. */
final class HealthServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final @Nullable BoundedHttpServer server;

    private HealthServer(@Nullable BoundedHttpServer server) {
        this.server = server;
    }

    /** Does not listen for port 0. */
    static HealthServer start(InetSocketAddress address, RunningRole role) throws IOException {
        if (address.getPort() == 0) {
            return new HealthServer(null);
        }
        return new HealthServer(BoundedHttpServer.start(
                address, TribunalConfig.HEALTH_PORT, HttpLimits.withoutBody(), request -> answer(request, role)));
    }

    private static HttpReply answer(HttpRequest request, RunningRole role) {
        if (!request.isGet()) {
            return HttpReply.of(NOT_ALLOWED, TEXT, "only GET\n");
        }
        return switch (request.path()) {
            case "/health" -> health(role.isHealthy());
            case "/metrics" -> metrics(role.metrics());
            default -> HttpReply.of(NOT_FOUND, TEXT, "only /health and /metrics\n");
        };
    }

    private static HttpReply health(boolean healthy) {
        String status = healthy ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}";
        return HttpReply.of(healthy ? OK : UNAVAILABLE, JSON, status);
    }

    private static HttpReply metrics(String metrics) {
        return metrics.isEmpty()
                ? HttpReply.of(NOT_FOUND, TEXT, "# this role has no metrics\n")
                : HttpReply.of(OK, TEXT, metrics);
    }

    int port() {
        return server == null ? 0 : server.port();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
