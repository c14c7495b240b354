package io.tribunal.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of Confluent's REST API that serializers use, on loopback, with injected faults. */
public final class InMemoryRegistry implements AutoCloseable {
    private static final Pattern SUBJECT = Pattern.compile("/subjects/([^/]+)(/versions(/latest)?)?");
    private static final Pattern ID = Pattern.compile("/schemas/(ids|guids)/([^/]+)");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final List<String> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Integer> faults = new LinkedBlockingQueue<>();

    public InMemoryRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Method, path and authorization of all requests so far. */
    public List<String> requests() {
        return requests;
    }

    /** Answers the next request with this status. */
    public void failNext(int status) {
        faults.add(status);
    }

    /** The id of a schema, registered or not. */
    public synchronized int idOf(String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    public synchronized void put(String subject, String schema) {
        int id = idOf(schema);
        List<Integer> versions = subjects.computeIfAbsent(subject, any -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
    }

    public static UUID guid(int id) {
        return new UUID(0, id);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(exchange.getRequestMethod() + " " + path + (authorization == null ? "" : " " + authorization));
            JsonNode body = json.readTree(exchange.getRequestBody());
            Integer fault = faults.poll();
            if (fault == null) {
                answer(exchange, path, body);
            } else {
                reply(
                        exchange,
                        fault,
                        json.createObjectNode().put("error_code", fault).put("message", "as asked"));
            }
        }
    }

    private synchronized void answer(HttpExchange exchange, String path, JsonNode body) throws IOException {
        Matcher subject = SUBJECT.matcher(path);
        Matcher id = ID.matcher(path);
        if (id.matches()) {
            schema(exchange, id.group(1), id.group(2));
        } else if (subject.matches() && "/latest".equals(subject.group(3))) {
            latest(exchange, decoded(subject.group(1)));
        } else if (subject.matches() && subject.group(2) != null) {
            String schema = body.path("schema").asText();
            put(decoded(subject.group(1)), schema);
            reply(exchange, 200, json.createObjectNode().put("id", idOf(schema)));
        } else if (subject.matches()) {
            lookup(exchange, decoded(subject.group(1)), body.path("schema").asText());
        } else {
            error(exchange, 404, "no such route");
        }
    }

    private void schema(HttpExchange exchange, String kind, String name) throws IOException {
        int id = kind.equals("ids")
                ? Integer.parseInt(name)
                : (int) UUID.fromString(name).getLeastSignificantBits();
        if (id < 1 || id > schemas.size()) {
            error(exchange, 40403, "Schema not found");
        } else {
            reply(exchange, 200, json.createObjectNode().put("schema", schemas.get(id - 1)));
        }
    }

    private void latest(HttpExchange exchange, String subject) throws IOException {
        List<Integer> versions = subjects.get(subject);
        if (versions == null) {
            error(exchange, 40401, "Subject not found");
        } else {
            described(exchange, subject, versions.get(versions.size() - 1));
        }
    }

    private void lookup(HttpExchange exchange, String subject, String schema) throws IOException {
        List<Integer> versions = subjects.get(subject);
        int id = schemas.indexOf(schema) + 1;
        if (versions == null) {
            error(exchange, 40401, "Subject not found");
        } else if (!versions.contains(id)) {
            error(exchange, 40403, "Schema not found");
        } else {
            described(exchange, subject, id);
        }
    }

    private void described(HttpExchange exchange, String subject, int id) throws IOException {
        reply(
                exchange,
                200,
                json.createObjectNode()
                        .put("subject", subject)
                        .put("id", id)
                        .put("version", subjects.get(subject).indexOf(id) + 1)
                        .put("schema", schemas.get(id - 1)));
    }

    private void error(HttpExchange exchange, int code, String message) throws IOException {
        reply(
                exchange,
                code < 1000 ? code : code / 100,
                json.createObjectNode().put("error_code", code).put("message", message));
    }

    private void reply(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        byte[] bytes = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment, StandardCharsets.UTF_8);
    }
}
