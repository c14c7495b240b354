package io.tribunal.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.policy.Limits;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Execution;
import io.tribunal.worker.ServiceRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HttpService service;
    private ServiceRun run;

    private ServiceRun run(String url, String... settings) {
        Map<String, String> given = new HashMap<>(Map.of(HttpConfig.URL, url));
        for (int i = 0; i < settings.length; i += 2) {
            given.put(settings[i], settings[i + 1]);
        }
        ConfigDef definition = new ConfigDef();
        HttpConfig.define(definition);
        service = new HttpService(HttpConfig.of(definition.parse(given)), Hash.ZERO);
        run = service.begin(0, Optional.empty());
        return run;
    }

    @AfterEach
    void end() {
        if (run != null) {
            run.close();
            service.close();
        }
    }

    private static Answer await(Execution execution) {
        until(execution::isDone);
        return execution.answer(key -> Optional.empty());
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(condition);
    }

    @Test
    void shouldSendARequestAndReadItsAnswerAndWrites() throws Exception {
        AtomicReference<Headers> headers = new AtomicReference<>();
        AtomicReference<String> path = new AtomicReference<>();
        AtomicReference<String> body = new AtomicReference<>();
        try (LoopbackService loopback = new LoopbackService((exchange, number) -> {
            headers.set(exchange.getRequestHeaders());
            path.set(exchange.getRequestURI().getRawPath());
            body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Tribunal-Writes", "YQ:MQ,Yg");
            LoopbackService.respond(exchange, 200, "{\"b\":2}");
        })) {
            Answer answer = await(run(loopback.url())
                    .begin(Calls.of(17, "main ü", "GET /..", "application/json", "{\"account\":\"a\"}")));

            assertThat(answer)
                    .isEqualTo(Answer.ok(
                            "{\"b\":2}",
                            List.of(Write.put(Bytes.utf8("a"), Bytes.utf8("1")), Write.remove(Bytes.utf8("b")))));
            assertThat(body.get()).isEqualTo("{\"account\":\"a\"}");
            assertThat(path.get()).isEqualTo("/GET%20%2F..");
            assertThat(headers.get().getFirst("Idempotency-Key")).isEqualTo("0000000000000000.0.17");
            assertThat(headers.get().getFirst("Tribunal-Partition")).isEqualTo("0");
            assertThat(headers.get().getFirst("Tribunal-Offset")).isEqualTo("17");
            assertThat(headers.get().getFirst("Tribunal-Request-Id")).isEqualTo("0".repeat(32));
            assertThat(headers.get().getFirst("Tribunal-Client-Id")).isEqualTo("c1");
            assertThat(headers.get().getFirst("Tribunal-Shard-Key")).isEqualTo("main%20%C3%BC");
            assertThat(headers.get().getFirst("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void shouldNotLetAClientInjectHeaders() throws Exception {
        AtomicReference<Headers> headers = new AtomicReference<>();
        try (LoopbackService loopback = new LoopbackService((exchange, number) -> {
            headers.set(exchange.getRequestHeaders());
            LoopbackService.respond(exchange, 200, "{}");
        })) {
            String injection = "a\r\nEvil: yes\r\n\r\n";
            await(run(loopback.url()).begin(Calls.of(1, injection, injection, injection, "{}")));

            assertThat(headers.get()).doesNotContainKey("Evil");
            assertThat(headers.get().getFirst("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(headers.get().getFirst("Tribunal-Content-Type")).isEqualTo("a%0D%0AEvil%3A%20yes%0D%0A%0D%0A");
        }
    }

    @Test
    void shouldPutLongTextsBeforeTheBody() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        try (LoopbackService loopback = new LoopbackService((exchange, number) -> {
            seen.set(exchange.getRequestHeaders().getFirst("Tribunal-Texts") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            LoopbackService.respond(exchange, 200, "{}");
        })) {
            String key = "ü".repeat(200_000);
            await(run(loopback.url()).begin(Calls.of(1, key, "OP", "text/plain", "body")));

            assertThat(seen.get()).isEqualTo("400000 2 10 " + key + "OPtext/plainbody");
        }
    }

    @Test
    void shouldRefuseRequestsThatTheServiceRefuses() throws Exception {
        try (LoopbackService loopback = new LoopbackService((exchange, number) -> {
            exchange.getResponseHeaders().set("Tribunal-Writes", "YQ:MQ");
            LoopbackService.respond(exchange, 422, "{\"error\":\"NO\"}");
        })) {
            Answer answer = await(run(loopback.url()).begin(Calls.of(1, "k", "TRANSFER")));

            assertThat(answer).isEqualTo(Answer.refused("{\"error\":\"NO\"}"));
        }
    }

    @Test
    void shouldTreatJsonWithACharsetAsJson() throws Exception {
        try (LoopbackService loopback = new LoopbackService((exchange, number) -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        })) {
            assertThat(await(run(loopback.url()).begin(Calls.of(1, "k", "GET"))).contentType())
                    .isEqualTo("application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 408, 425, 429, 500, 503})
    void shouldRetryRepeatableOperations(int status) throws Exception {
        try (LoopbackService loopback = new LoopbackService((exchange, number) -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
            LoopbackService.respond(exchange, number < 3 ? status : 200, "{}");
        })) {
            Execution execution =
                    run(loopback.url(), HttpConfig.RETRY_OPERATIONS, "GET").begin(Calls.of(1, "k", "GET"));

            assertThat(await(execution).status()).isEqualTo(Status.OK);
            assertThat(loopback.seen).containsExactly("GET k", "GET k", "GET k");
            until(service::isHealthy);
        }
    }

    @Test
    void shouldBlockAfterAnUnknownOutcomeOfAnOperationThatMayNotBeRepeated() throws Exception {
        try (LoopbackService loopback =
                new LoopbackService((exchange, number) -> LoopbackService.respond(exchange, 500, "{}"))) {
            ServiceRun blocked = run(loopback.url(), HttpConfig.RETRY_OPERATIONS, "GET");
            Execution stuck = blocked.begin(Calls.of(1, "k", "TRANSFER"));
            Execution behind = blocked.begin(Calls.of(2, "k", "GET"));
            until(() -> !service.isHealthy());
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> loopback.seen.size() == 1);

            assertThat(stuck.isDone()).isFalse();
            assertThat(behind.isDone()).isFalse();
            assertThat(blocked.isBroken()).isFalse();
            assertThat(loopback.seen).containsExactly("TRANSFER k");
        }
    }

    @Test
    void shouldRefuseAfterAnUnknownOutcomeWhenConfigured() throws Exception {
        try (LoopbackService loopback =
                new LoopbackService((exchange, number) -> LoopbackService.respond(exchange, 503, "{}"))) {
            Execution execution =
                    run(loopback.url(), HttpConfig.UNAVAILABLE, "refuse").begin(Calls.of(1, "k", "TRANSFER"));

            assertThat(await(execution)).isEqualTo(Answer.refused("{\"error\":\"UNAVAILABLE\"}"));
            assertThat(loopback.seen).hasSize(1);
        }
    }

    @Test
    void shouldWaitForAServiceThatIsNotStartedYetForAnyOperation() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Execution execution = run("http://127.0.0.1:" + port + "/").begin(Calls.of(1, "k", "TRANSFER"));
        until(() -> !service.isHealthy());
        try (ServerSocket late = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
                Socket peer = late.accept()) {
            peer.getOutputStream()
                    .write("HTTP/1.0 200 OK\r\nContent-Type: a/b\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
            peer.shutdownOutput();

            assertThat(await(execution).output()).isEqualTo(Bytes.utf8("hello"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nTribunal-Writes: !!\r\nContent-Length: 0\r\n\r\n"
            })
    void shouldRejectIncompleteOrMalformedResponses(String garbage) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AtomicInteger peers = new AtomicInteger();
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try (Socket peer = server.accept()) {
                        String said = peers.incrementAndGet() < 3
                                ? garbage
                                : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
                        peer.getInputStream().read(new byte[4096]);
                        peer.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            Execution execution = run(
                            "http://127.0.0.1:" + server.getLocalPort() + "/", HttpConfig.RETRY_OPERATIONS, "*")
                    .begin(Calls.of(1, "k", "GET"));

            assertThat(await(execution).output()).isEqualTo(Bytes.utf8("{}"));
            assertThat(peers.get()).isEqualTo(3);
        }
    }

    @Test
    void shouldTimeOutOnASlowResponse() throws Exception {
        try (LoopbackService loopback = new LoopbackService((exchange, number) -> {
            if (number > 1) {
                LoopbackService.respond(exchange, 200, "{}");
                return;
            }
            exchange.sendResponseHeaders(200, 1_000_000);
            for (int i = 0; i < 100_000; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                TimeUnit.MILLISECONDS.sleep(5);
            }
        })) {
            Execution execution = run(loopback.url(), HttpConfig.RETRY_OPERATIONS, "*", HttpConfig.TIMEOUT, "200")
                    .begin(Calls.of(1, "k", "GET"));

            assertThat(await(execution).output()).isEqualTo(Bytes.utf8("{}"));
        }
    }

    @Test
    void shouldReadOnlyTheBeginningOfAHugeBody() throws Exception {
        try (LoopbackService loopback = new LoopbackService((exchange, number) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < 4_096; i++) {
                exchange.getResponseBody().write(block);
            }
        })) {
            Answer answer = await(run(loopback.url()).begin(Calls.of(1, "k", "GET")));

            assertThat(answer.output().length())
                    .isGreaterThan(Limits.MAX_RESPONSE_BYTES)
                    .isLessThan(1 << 20);
        }
    }

    @Test
    void shouldKeepTheOrderOfAShardKeyWhileOthersProceed() throws Exception {
        CountDownLatch other = new CountDownLatch(1);
        try (LoopbackService loopback = new LoopbackService((exchange, number) -> {
            String key = exchange.getRequestHeaders().getFirst("Tribunal-Shard-Key");
            if (key.equals("other")) {
                other.countDown();
            } else {
                assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
            }
            LoopbackService.respond(exchange, 200, "{}");
        })) {
            ServiceRun parallel = run(loopback.url(), HttpConfig.CONCURRENCY, "4");
            List<Execution> executions = Stream.of(
                            parallel.begin(Calls.of(1, "main", "A")),
                            parallel.begin(Calls.of(2, "main", "B")),
                            parallel.begin(Calls.of(3, "main", "C")),
                            parallel.begin(Calls.of(4, "other", "D")))
                    .toList();
            for (Execution execution : executions) {
                await(execution);
            }

            assertThat(loopback.seen)
                    .filteredOn(seen -> seen.endsWith("main"))
                    .containsExactly("A main", "B main", "C main");
        }
    }

    @Test
    void shouldKeepTheOrderOfThePartitionByDefault() throws Exception {
        try (LoopbackService loopback =
                new LoopbackService((exchange, number) -> LoopbackService.respond(exchange, 200, "{}"))) {
            ServiceRun strict = run(loopback.url());
            Execution last = null;
            for (int i = 1; i <= 50; i++) {
                last = strict.begin(Calls.of(i, "key" + i, "OP"));
            }
            await(last);

            assertThat(loopback.seen).hasSize(50).first().isEqualTo("OP key1");
            for (int i = 0; i < 50; i++) {
                assertThat(loopback.seen.get(i)).isEqualTo("OP key" + (i + 1));
            }
        }
    }
}
