package io.tribunal.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.state.StateTree;
import io.tribunal.ledger.RequestGenerator;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Call;
import io.tribunal.worker.Execution;
import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorVariants;
import io.tribunal.worker.Runtimes;
import io.tribunal.worker.ServiceRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigDef;
import org.awaitility.Awaitility;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the example in PHP with a variant in Java: outputs, writes and states must be equal. */
@Timeout(300)
class PhpAccountTest {
    private static final Duration POLL = Duration.ofNanos(200_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path EXAMPLE = Path.of("examples", "php").toAbsolutePath();
    private static final int REQUESTS = 2_500;

    private final HttpConfig config = config();
    private final HttpService service = new HttpService(config, Hash.ZERO);

    private static HttpConfig config() {
        ConfigDef definition = new ConfigDef();
        HttpConfig.define(definition);
        return HttpConfig.of(definition.parse(Map.of(
                HttpConfig.URL, "http://127.0.0.1:{port}/{operation}",
                HttpConfig.COMMAND, EXAMPLE.resolve("serve").toString(),
                HttpConfig.RESTORE_PATH, "/restore",
                HttpConfig.TIMEOUT, "60000",
                HttpConfig.START_TIMEOUT, "60000")));
    }

    @BeforeEach
    void needPhp() throws Exception {
        Runtimes.need(EXAMPLE);
    }

    @AfterEach
    void end() {
        service.close();
    }

    private static Answer await(ServiceRun run, Call call) {
        Execution execution = run.begin(call);
        until(() -> {
            assertThat(run.isBroken()).as("at offset %s", call.position()).isFalse();
            return execution.isDone();
        });
        return execution.answer(key -> Optional.empty());
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(PATIENCE)
                .until(condition);
    }

    private static String seen(Answer answer) throws Exception {
        List<String> writes = answer.writes().stream()
                .sorted(Comparator.comparing(Write::key))
                .map(write ->
                        write.key().toHex() + "=" + write.value().orElseThrow().toHex())
                .toList();
        return answer.status() + " " + answer.contentType() + " "
                + new JsonCanonicalizer(answer.output().array()).getEncodedString()
                + (answer.status() == Status.OK ? writes : List.of());
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 20_261_121})
    void shouldAnswerAndWriteTheSameAsJava(long seed) throws Exception {
        Executor java = ExecutorVariants.onClassPath().create("decimal");
        StateTree javaState = new StateTree();
        StateTree phpState = new StateTree();
        RequestGenerator requests = new RequestGenerator(seed);
        Map<String, Integer> outcomes = new HashMap<>();
        ServiceRun php = service.begin(0, Optional.empty());
        try {
            for (int i = 0; i < REQUESTS; i++) {
                Call call = Calls.of(i + 1, requests.next());
                Answer expected = java.execute(javaState::get, call.request());
                Answer answer = await(php, call);

                assertThat(seen(answer)).as("seed %d %s", seed, call.request()).isEqualTo(seen(expected));
                javaState.apply(expected.status() == Status.OK ? expected.writes() : List.of());
                phpState.apply(answer.writes());
                String output = answer.output().toUtf8();
                outcomes.merge(output.startsWith("{\"error") ? output.split("\"")[3] : "OK", 1, Integer::sum);
            }
        } finally {
            php.close();
        }
        assertThat(phpState.root()).isEqualTo(javaState.root());
        assertThat(outcomes.keySet())
                .contains("OK", "BAD_REQUEST", "UNKNOWN_OPERATION", "BAD_AMOUNT", "SAME_ACCOUNT")
                .contains("UNKNOWN_ACCOUNT", "ALREADY_OPEN", "INSUFFICIENT_FUNDS", "OUT_OF_RANGE");
    }

    private static Call open(long offset) {
        return Calls.of(offset, "main", "OPEN", "application/json", "{\"account\":\"a\",\"overdraft\":\"none\"}");
    }

    private static Call get(long offset) {
        return Calls.of(offset, "main", "GET", "application/json", "{\"account\":\"a\"}");
    }

    @Test
    void shouldStartEmptyEachTimeAndNoticeThatTheServiceIsKilled() throws Exception {
        ServiceRun first = service.begin(0, Optional.empty());
        assertThat(await(first, open(1)).status()).isEqualTo(Status.OK);
        assertThat(await(first, open(2)).status()).isEqualTo(Status.REFUSED);
        List<ProcessHandle> programs = ProcessHandle.current().children().toList();
        programs.stream().flatMap(ProcessHandle::descendants).forEach(ProcessHandle::destroyForcibly);
        programs.forEach(ProcessHandle::destroyForcibly);
        until(first::isBroken);
        first.close();

        ServiceRun second = service.begin(0, Optional.empty());
        assertThat(await(second, open(1)).status()).isEqualTo(Status.OK);
        second.close();
    }

    @Test
    void shouldChangeNothingWhenTheAnswerIsTooLarge() throws Exception {
        String ledger = "l".repeat(230_000);
        ServiceRun php = service.begin(0, Optional.empty());
        for (String account : List.of("a", "b")) {
            String body = "{\"account\":\"" + account + "\",\"overdraft\":\"unlimited\"}";
            Answer opened = await(php, Calls.of(1, ledger, "OPEN", "application/json", body));
            assertThat(opened.writes()).hasSize(1);
        }

        Answer transfer = await(
                php,
                Calls.of(3, ledger, "TRANSFER", "application/json", "{\"amount\":\"1\",\"from\":\"a\",\"to\":\"b\"}"));

        assertThat(seen(transfer)).isEqualTo("REFUSED application/json {\"error\":\"TOO_LARGE\"}[]");
        assertThat(await(php, Calls.of(4, ledger, "GET", "application/json", "{\"account\":\"a\"}"))
                        .output()
                        .toUtf8())
                .isEqualTo("{\"account\":\"a\",\"balance\":\"0\"}");
        php.close();
        assertThat(php.isBroken()).isFalse();
    }

    @Test
    void shouldAcceptASnapshot() throws Exception {
        OneShotHttpClient client = new OneShotHttpClient();
        try (ManagedInstance instance = new ManagedInstance(
                config, config.command().orElseThrow(), 0, Optional.empty(), client, Duration.ZERO)) {
            ServiceInstance.Address php = instance.awaitReady();
            byte[] lines = WriteList.lines(Map.of(Bytes.utf8("main\0a"), Bytes.utf8("-12.5|100")));
            Endpoint restore = php.endpoint().at("/restore");
            Duration timeout = Duration.ofSeconds(60);

            HttpResponse restored = client.send(restore, HttpRequest.restore(lines, restore, php.token()), timeout);
            HttpResponse shown = client.send(
                    php.endpoint(), HttpRequest.of(get(1), Hash.ZERO, php.endpoint(), php.token()), timeout);
            HttpResponse unauthorized =
                    client.send(php.endpoint(), HttpRequest.of(get(1), Hash.ZERO, php.endpoint(), "guess"), timeout);

            assertThat(restored.isDone()).isTrue();
            assertThat(shown.body().toUtf8()).isEqualTo("{\"account\":\"a\",\"balance\":\"-12.5\"}");
            assertThat(unauthorized.isDone() || unauthorized.isRefused()).isFalse();
        } finally {
            client.close();
        }
    }
}
