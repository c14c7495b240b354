package io.tribunal.kafka.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Serves {@code GET /health} (200 while the role is healthy, else 503) and {@code GET /metrics}. */
final class HealthServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final @Nullable HttpServer server;

    private HealthServer(@Nullable HttpServer server) {
        this.server = server;
    }

    /** Listens on all addresses, for container health checks; does not listen for port 0. */
    static HealthServer start(int port, RunningRole role) throws IOException {
        if (port == 0) {
            return new HealthServer(null);
        }
        HttpServer server = ListeningPort.open(new InetSocketAddress(port), "tribunal.health.port");
        server.createContext("/health", exchange -> health(exchange, role.isHealthy()));
        server.createContext("/metrics", exchange -> metrics(exchange, role.metrics()));
        server.start();
        return new HealthServer(server);
    }

    private static void health(HttpExchange exchange, boolean healthy) throws IOException {
        String status = healthy ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}";
        answer(exchange, healthy ? OK : UNAVAILABLE, JSON, status);
    }

    private static void metrics(HttpExchange exchange, String metrics) throws IOException {
        if (metrics.isEmpty()) {
            answer(exchange, NOT_FOUND, PROMETHEUS, "# this role has no metrics\n");
        } else {
            answer(exchange, OK, PROMETHEUS, metrics);
        }
    }

    private static void answer(HttpExchange exchange, int status, String contentType, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server == null ? 0 : server.getAddress().getPort();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
