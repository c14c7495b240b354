package io.tribunal.deployment.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A schema registry for development with Confluent's REST API, on loopback unless told otherwise. Ids survive restarts. Not for
 * production: one file, no authentication, no deletion.
 */
public final class RegistryServer implements AutoCloseable {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int MAX_REQUEST_BYTES = 4 << 20;
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private RegistryServer(HttpServer server) {
        this.server = server;
    }

    /** Serves the registry kept in the file on loopback; port 0 takes any free port. */
    public static RegistryServer start(Path file, int port) {
        return start(file, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Serves the registry kept in the file. Any client that reaches an address other than loopback may write. */
    public static RegistryServer start(Path file, InetSocketAddress address) {
        RegistryRoutes routes = new RegistryRoutes(new RegistryApi(RegistryFile.open(file)));
        try {
            RegistryServer registry = new RegistryServer(HttpServer.create(address, 0));
            registry.server.setExecutor(registry.threads);
            registry.server.createContext("/", exchange -> handle(exchange, routes));
            registry.server.start();
            return registry;
        } catch (IOException e) {
            throw new UserError("port " + address.getPort() + " (schema registry) cannot be used: " + e.getMessage()
                    + "; stop the process that listens there");
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private static void handle(HttpExchange exchange, RegistryRoutes routes) throws IOException {
        try (exchange) {
            try {
                JsonNode body = body(exchange);
                send(exchange, OK, routes.answer(exchange.getRequestMethod(), exchange.getRequestURI(), body));
            } catch (RegistryError e) {
                send(exchange, e.status(), error(e.code(), String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                send(exchange, 500, error(500, "internal error: " + e));
            }
        }
    }

    private static Map<String, Object> error(int code, String message) {
        return Map.of("error_code", code, "message", message);
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES + 1);
        if (bytes.length > MAX_REQUEST_BYTES) {
            throw RegistryError.unreadable("more than " + MAX_REQUEST_BYTES + " bytes");
        }
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw RegistryError.unreadable(e.getOriginalMessage());
        }
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] bytes = answer instanceof RawJson raw
                ? raw.text().getBytes(StandardCharsets.UTF_8)
                : JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
