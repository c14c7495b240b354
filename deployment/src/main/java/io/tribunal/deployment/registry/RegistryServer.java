package io.tribunal.deployment.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.http.BoundedHttpServer;
import io.tribunal.kafka.http.HttpLimits;
import io.tribunal.kafka.http.HttpReply;
import io.tribunal.kafka.http.HttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * A schema registry for development with Confluent's REST API, on loopback unless told otherwise. Ids survive restarts. Not for
 * production: one file, no authentication, no deletion.
 */
public final class RegistryServer implements AutoCloseable {
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int MAX_REQUEST_BYTES = 1 << 20;
    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BoundedHttpServer server;

    private RegistryServer(BoundedHttpServer server) {
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
            return new RegistryServer(BoundedHttpServer.start(
                    address,
                    "schema registry",
                    HttpLimits.withBody(MAX_REQUEST_BYTES),
                    request -> answer(request, routes)));
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    private static HttpReply answer(HttpRequest request, RegistryRoutes routes) {
        try {
            return reply(OK, routes.answer(request, body(request)));
        } catch (RegistryError e) {
            return reply(e.status(), Map.of("error_code", e.code(), "message", String.valueOf(e.getMessage())));
        }
    }

    private static JsonNode body(HttpRequest request) {
        try {
            return JSON.readTree(request.body().array());
        } catch (JsonProcessingException e) {
            throw RegistryError.unreadable(e.getOriginalMessage());
        } catch (IOException e) {
            throw RegistryError.unreadable(e.toString());
        }
    }

    private static HttpReply reply(int status, Object answer) {
        try {
            String body = answer instanceof RawJson raw ? raw.text() : JSON.writeValueAsString(answer);
            return HttpReply.of(status, CONTENT_TYPE, body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
