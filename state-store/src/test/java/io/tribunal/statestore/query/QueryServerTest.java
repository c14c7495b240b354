package io.tribunal.statestore.query;

import static io.tribunal.statestore.state.VerdictLogFixture.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.statestore.state.CommittedState;
import io.tribunal.statestore.state.VerdictLogFixture;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryServerTest {
    private final CommittedState state = new CommittedState(1);
    private final AtomicBoolean caughtUp = new AtomicBoolean(true);
    private final HttpClient http = HttpClient.newHttpClient();
    private QueryServer server;

    @BeforeEach
    void start() throws IOException {
        VerdictLogFixture log = new VerdictLogFixture(0)
                .agreed(put("main/eu", "al\"ice +1", "5|none"))
                .agreed(put("main/eu", "bob", "7|unlimited"));
        log.foldInto(state);
        server = QueryServer.start(0, "port", state, caughtUp::get);
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldServeAnAccountWithSpecialCharactersInItsName() throws Exception {
        HttpResponse<String> answer = get("/v1/ledgers/main%2Feu/accounts/al%22ice%20+1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"ledger\":\"main/eu\",\"account\":\"al\\\"ice +1\",\"balance\":\"5\",\"overdraft\":\"none\"}");
    }

    @Test
    void shouldListALedger() throws Exception {
        assertThat(get("/v1/ledgers/main%2Feu/accounts").body())
                .contains("bob")
                .startsWith("[")
                .endsWith("]");
        assertThat(get("/v1/ledgers/other/accounts").body()).isEqualTo("[]");
    }

    @Test
    void shouldReportUnknownResourcesAndBadPaths() throws Exception {
        assertThat(get("/v1/ledgers/main%2Feu/accounts/zoe").statusCode()).isEqualTo(404);
        assertThat(get("/v2").statusCode()).isEqualTo(404);
        assertThat(get("/v1/ledgers/a%00b/accounts/x").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldNotServeBeforeTheLogIsRead() throws Exception {
        caughtUp.set(false);
        assertThat(get("/v1/digest").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldNotServeABrokenPartition() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        state.fold(0, 2, null);
        assertThat(get("/v1/ledgers/main%2Feu/accounts/bob").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
        assertThat(get("/v1/digest").body()).contains("UNREADABLE");
    }
}
