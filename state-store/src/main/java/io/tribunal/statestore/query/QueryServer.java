package io.tribunal.statestore.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tribunal.kafka.process.ListeningPort;
import io.tribunal.statestore.state.BrokenChainException;
import io.tribunal.statestore.state.CommittedState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * The query API, on loopback only: {@code GET /v1/ledgers/{ledger}/accounts[/{account}]}, {@code /v1/digest}, {@code
 * /healthz}. Answers 404 for an unknown resource, and 503 while catching up or when the partition's chain is broken.
 */
public final class QueryServer implements AutoCloseable {
    private static final int THREADS = 2;

    private record HttpReply(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final CommittedState state;
    private final BooleanSupplier caughtUp;

    private QueryServer(HttpServer server, CommittedState state, BooleanSupplier caughtUp) {
        this.server = server;
        this.state = state;
        this.caughtUp = caughtUp;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
    }

    /**
     * Serves queries.
     *
     * @param setting that the port comes from, for messages
     */
    public static QueryServer start(int port, String setting, CommittedState state, BooleanSupplier caughtUp)
            throws IOException {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        QueryServer server = new QueryServer(ListeningPort.open(loopback, setting), state, caughtUp);
        server.server.start();
        return server;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpReply reply = exchange.getRequestMethod().equals("GET")
                    ? reply(exchange.getRequestURI().getRawPath())
                    : new HttpReply(405, StateJson.error("only GET"));
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private HttpReply reply(String rawPath) {
        try {
            List<String> path = List.of(rawPath.substring(1).split("/", -1)).stream()
                    .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
            return route(path);
        } catch (IllegalArgumentException badPath) {
            return new HttpReply(400, StateJson.error("the path does not decode"));
        } catch (BrokenChainException broken) {
            return new HttpReply(503, StateJson.error(String.valueOf(broken.getMessage())));
        }
    }

    private HttpReply route(List<String> path) {
        if (path.equals(List.of("healthz"))) {
            return health();
        }
        if (!caughtUp.getAsBoolean()) {
            return new HttpReply(503, StateJson.error("still reading the log"));
        }
        if (path.equals(List.of("v1", "digest"))) {
            return new HttpReply(200, StateJson.summaries(state.summaries()));
        }
        boolean accounts = path.size() >= 4
                && path.subList(0, 2).equals(List.of("v1", "ledgers"))
                && path.get(3).equals("accounts");
        if (accounts && path.size() == 4) {
            return new HttpReply(200, StateJson.accounts(state.accounts(path.get(2))));
        }
        if (accounts && path.size() == 5) {
            return state.account(path.get(2), path.get(4))
                    .map(account -> new HttpReply(200, StateJson.account(account)))
                    .orElse(new HttpReply(404, StateJson.error("no such account")));
        }
        return new HttpReply(404, StateJson.error("no such resource"));
    }

    private HttpReply health() {
        boolean healthy = caughtUp.getAsBoolean() && state.isSound();
        return new HttpReply(healthy ? 200 : 503, "{\"healthy\":" + healthy + "}");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
