package io.tribunal.kafka.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.identity.Bytes;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BoundedHttpServerTest {
    private static final int MANY = 2_000;
    private static final int PROBE_EVERY = 100;
    private static final int LARGE_ANSWER = 64 << 20;
    private static final int BODY = 100;
    private static final HttpLimits USUAL = HttpLimits.withBody(BODY);
    private static final HttpLimits SHORT = new HttpLimits(2, 1_000, BODY, 200, 200);

    private final Semaphore stuck = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);
    private BoundedHttpServer server;
    private HttpClients clients;

    @AfterEach
    void stop() throws IOException {
        released.countDown();
        clients.close();
        server.close();
    }

    private void start(HttpLimits limits) throws IOException {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = BoundedHttpServer.start(loopback, "test.port", limits, this::serve);
        clients = new HttpClients(server.port());
    }

    private HttpReply serve(HttpRequest request) {
        return switch (request.path()) {
            case "/stuck" -> {
                awaitRelease();
                yield HttpReply.plain(200, "released");
            }
            case "/large" -> new HttpReply(200, "text/plain", Bytes.wrap(new byte[LARGE_ANSWER]));
            case "/broken" -> throw new IllegalStateException("broken");
            default ->
                HttpReply.plain(
                        200,
                        request.method() + " " + request.query()
                                + request.body().toUtf8());
        };
    }

    private void awaitRelease() {
        stuck.release();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /hea",
                "GET /health HTTP/1.1\r\nHost: loc",
                "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf"
            })
    void shouldAnswerAProbeBesideManyThatNeverFinishTheirRequest(String half) throws IOException {
        start(USUAL);
        for (int number = 1; number <= MANY; number++) {
            clients.send(half);
            if (number % PROBE_EVERY == 0) {
                assertThat(clients.probe()).startsWith("HTTP/1.1 200 ");
            }
        }
        assertThat(server.connections()).isLessThanOrEqualTo(USUAL.connections());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /hea", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf"})
    void shouldCloseHalfARequestInTime(String half) throws IOException {
        start(SHORT);
        assertThat(HttpClients.received(clients.send(half))).isEmpty();
    }

    @Test
    void shouldCloseARequestThatComesByteAfterByte() throws IOException {
        start(SHORT);
        Socket slow = clients.send("GET /");
        slow.setSoTimeout(10);
        boolean closed = false;
        while (!closed) {
            try {
                slow.getOutputStream().write('a');
                closed = slow.getInputStream().read() < 0;
            } catch (SocketTimeoutException goesOn) {
                closed = false;
            } catch (SocketException reset) {
                closed = true;
            }
        }
        assertThat(clients.probe()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldCloseAConnectionThatDoesNotTakeItsAnswer() throws IOException {
        start(SHORT);
        Socket idle = clients.send("GET /large HTTP/1.1\r\n\r\n");
        while (server.connections() == 0) {
            Thread.onSpinWait();
        }
        while (server.connections() > 0) {
            Thread.onSpinWait();
        }
        long taken = 0;
        try {
            taken = idle.getInputStream().readAllBytes().length;
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
        assertThat(taken).isLessThan(LARGE_ANSWER);
    }

    @Test
    void shouldAnswerWhileAnotherRequestIsStuck() throws IOException {
        start(USUAL);
        Socket waiting = clients.send("GET /stuck HTTP/1.1\r\n\r\n");
        assertThat(clients.probe()).startsWith("HTTP/1.1 200 ");
        released.countDown();
        assertThat(HttpClients.received(waiting)).endsWith("released\n");
    }

    @Test
    void shouldCloseFurtherConnectionsWhileAllThreadsAreStuckAndAnswerAfterwards() throws Exception {
        start(SHORT);
        for (int number = 0; number < 2 * SHORT.connections(); number++) {
            clients.send("GET /stuck HTTP/1.1\r\n\r\n");
            stuck.acquire();
        }
        assertThat(answerOrClosed("GET / HTTP/1.1\r\n\r\n")).isEmpty();
        released.countDown();
        String answer = "";
        while (answer.isEmpty()) {
            answer = answerOrClosed("GET / HTTP/1.1\r\n\r\n");
        }
        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    private String answerOrClosed(String request) {
        try {
            return clients.answer(request);
        } catch (IOException reset) {
            return "";
        }
    }

    @Test
    void shouldGoOnAfterTheServiceHasFailed() throws IOException {
        start(USUAL);
        assertThat(clients.answer("GET /broken HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 500 ");
        assertThat(clients.probe()).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldHandOverQueryAndBody() throws IOException {
        start(USUAL);
        assertThat(clients.answer("POST /a?b=1 HTTP/1.1\r\ncontent-length: 3\r\n\r\nxyz"))
                .endsWith("POST b=1xyz\n");
    }

    @Test
    void shouldAnswerHeadWithoutABody() throws IOException {
        start(USUAL);
        assertThat(clients.answer("HEAD /a HTTP/1.1\r\n\r\n"))
                .contains("Content-Length: 5")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 \r\n\r\n",
                "400 GET /\r\n\r\n",
                "400 get / HTTP/1.1\r\n\r\n",
                "400 GET http://other/ HTTP/1.1\r\n\r\n",
                "400 GET /\u00e4 HTTP/1.1\r\n\r\n",
                "400 GET / HTTP/1.1\r\nno field\r\n\r\n",
                "400 GET / HTTP/1.1\r\n: no name\r\n\r\n",
                "400 POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "400 POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "413 POST / HTTP/1.1\r\nContent-Length: 101\r\n\r\n",
                "413 POST / HTTP/1.1\r\nContent-Length: 999999999999999999\r\n\r\n",
                "501 POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
                "505 GET / HTTP/2.0\r\n\r\n"
            })
    void shouldRefuse(String statusAndRequest) throws IOException {
        start(USUAL);
        Socket socket = clients.send(statusAndRequest.substring(4));
        socket.shutdownOutput();
        assertThat(HttpClients.received(socket)).startsWith("HTTP/1.1 " + statusAndRequest.substring(0, 3) + " ");
    }

    @Test
    void shouldRefuseALongHead() throws IOException {
        start(USUAL);
        Socket socket = clients.send("GET / HTTP/1.1\r\na: " + "b".repeat(USUAL.headBytes()));
        socket.shutdownOutput();
        assertThat(HttpClients.received(socket)).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void shouldListenAtItsAddressOnly() throws IOException {
        start(USUAL);
        assertThatThrownBy(() -> new Socket("127.0.0.2", server.port()).close()).isInstanceOf(ConnectException.class);
        assertThat(server.address().isLoopbackAddress()).isTrue();
    }

    @Test
    void shouldNameThePortAndTheSettingOfAPortInUse() throws IOException {
        start(USUAL);
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        assertThatThrownBy(() -> BoundedHttpServer.start(taken, "test.port", USUAL, this::serve))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("port " + server.port() + " (test.port) cannot be used: ");
    }
}
