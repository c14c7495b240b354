package io.tribunal.statestore.query;

import io.tribunal.kafka.http.BoundedHttpServer;
import io.tribunal.kafka.http.HttpLimits;
import io.tribunal.kafka.http.HttpReply;
import io.tribunal.kafka.http.HttpRequest;
import io.tribunal.statestore.state.BrokenChainException;
import io.tribunal.statestore.state.CommittedState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The query API, on loopback only: {@code GET /v1/ledgers/{ledger}/accounts[/{account}]}, {@code /v1/digest}, {@code
 * /healthz}. Answers 404 for an unknown resource, and 503 while catching up or when the partition's chain is broken.
 */
public final class QueryServer implements AutoCloseable {
    private final CommittedState state;
    private final BooleanSupplier caughtUp;
    private final BoundedHttpServer server;

    private QueryServer(int port, String setting, CommittedState state, BooleanSupplier caughtUp) throws IOException {
        this.state = state;
        this.caughtUp = caughtUp;
        this.server = BoundedHttpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                setting,
                HttpLimits.withoutBody(),
                this::answer);
    }

    /**
     * Serves queries.
     *
     * @param setting that the port comes from, for messages
     */
    public static QueryServer start(int port, String setting, CommittedState state, BooleanSupplier caughtUp)
            throws IOException {
        return new QueryServer(port, setting, state, caughtUp);
    }

    public int port() {
        return server.port();
    }

    private HttpReply answer(HttpRequest request) {
        if (!request.isGet()) {
            return error(405, "only GET");
        }
        try {
            return route(Arrays.stream(request.path().substring(1).split("/", -1))
                    .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList());
        } catch (IllegalArgumentException badPath) {
            return error(400, "the path does not decode");
        } catch (BrokenChainException broken) {
            return error(503, String.valueOf(broken.getMessage()));
        }
    }

    private HttpReply route(List<String> path) {
        if (path.equals(List.of("healthz"))) {
            return health();
        }
        if (!caughtUp.getAsBoolean()) {
            return error(503, "still reading the log");
        }
        if (path.equals(List.of("v1", "digest"))) {
            return json(200, StateJson.summaries(state.summaries()));
        }
        boolean accounts = path.size() >= 4
                && path.subList(0, 2).equals(List.of("v1", "ledgers"))
                && path.get(3).equals("accounts");
        if (accounts && path.size() == 4) {
            return json(200, StateJson.accounts(state.accounts(path.get(2))));
        }
        if (accounts && path.size() == 5) {
            return state.account(path.get(2), path.get(4))
                    .map(account -> json(200, StateJson.account(account)))
                    .orElse(error(404, "no such account"));
        }
        return error(404, "no such resource");
    }

    private HttpReply health() {
        boolean healthy = caughtUp.getAsBoolean() && state.isSound();
        return json(healthy ? 200 : 503, "{\"healthy\":" + healthy + "}");
    }

    private static HttpReply error(int status, String message) {
        return json(status, StateJson.error(message));
    }

    private static HttpReply json(int status, String body) {
        return HttpReply.of(status, "application/json", body);
    }

    @Override
    public void close() {
        server.close();
    }
}
