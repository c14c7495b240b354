package io.tribunal.worker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Write;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Executor;
import io.tribunal.worker.Service;
import io.tribunal.worker.ServiceRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeLoopTest {
    /** Counts under one key; throws an exception for the operation FAIL. */
    private static final Executor COUNTER = (state, request) -> {
        if (request.operation().equals("FAIL")) {
            throw new IllegalStateException("on purpose");
        }
        int before = state.get(Bytes.utf8("n"))
                .map(value -> Integer.parseInt(value.toUtf8()))
                .orElse(0);
        return Answer.ok(
                Integer.toString(before + 1),
                List.of(Write.put(Bytes.utf8("n"), Bytes.utf8(Integer.toString(before + 1)))));
    };

    @Test
    void shouldContinueAfterAnyQuestion() throws IOException {
        // Given
        String questions = """
                not json
                []
                {"id":1}
                {"id":"x","probe":"partition"}
                {"id":3,"probe":"verify","publicKey":"zz","message":"","signature":""}
                {"id":4,"probe":"window","checks":[{"sequence":7,"offset":"1"}]}
                {"id":5,"probe":"partition","shardKey":"a","partitions":1}
                """;
        // When
        List<JsonNode> answers = ask(questions);
        // Then
        assertThat(answers).hasSize(7);
        assertThat(answers.subList(0, 6))
                .allSatisfy(answer -> assertThat(answer.has("error")).isTrue());
        assertThat(answers.get(3).get("id").asText()).isEqualTo("x");
        assertThat(answers.get(6).toString()).isEqualTo("{\"id\":5,\"partition\":0}");
    }

    @Test
    void shouldKeepNumbersThatADoubleCannotHold() throws IOException {
        // When
        JsonNode answer =
                ask("{\"id\":1,\"probe\":\"window\",\"checks\":[{\"sequence\":\"9007199254740993\",\"offset\":\"9007199254740993\"},"
                                + "{\"sequence\":\"9007199254740992\",\"offset\":\"2\"},"
                                + "{\"sequence\":\"9007199254740993\",\"offset\":\"3\"}]}\n")
                        .getFirst();
        // Then
        assertThat(answer.at("/results/1/check").asText()).isEqualTo("FRESH");
        assertThat(answer.at("/results/2/firstOffset").textValue()).isEqualTo("9007199254740993");
    }

    @Test
    void shouldKeepStateFromOneQuestionToTheNextUntilReset() throws IOException {
        // When
        List<JsonNode> answers = ask(
                execute(false, 1, "A") + execute(false, 2, "FAIL") + execute(false, 3, "A") + execute(true, 1, "A"));
        // Then
        assertThat(answers)
                .extracting(ProbeLoopTest::output)
                .containsExactly("1", "{\"error\":\"INTERNAL\"}", "2", "1");
    }

    private static String execute(boolean reset, long offset, String operation) {
        return "{\"id\":1,\"probe\":\"execute\",\"reset\":" + reset + ",\"deployment\":\"" + "00".repeat(32)
                + "\",\"partition\":0,\"stateful\":true,\"checkpointInterval\":10,\"maxOutput\":100,\"requests\":["
                + "{\"offset\":\"" + offset + "\",\"requestHash\":\"" + "11".repeat(32)
                + "\",\"shardKey\":\"s\",\"operation\":\"" + operation
                + "\",\"contentType\":\"text/plain\",\"body\":\"\"}]}\n";
    }

    private static String output(JsonNode answer) {
        Response response =
                PayloadCodec.decodeResponse(Bytes.hex(answer.at("/responses/0").asText()));
        return response.output().toUtf8();
    }

    @Test
    void shouldReportThePlatformOfTheServiceBesideItsOwnParts() throws IOException {
        // Given
        Service behind = new Service() {
            @Override
            public ServiceRun begin(int partition, Optional<VerifiedSnapshot> snapshot) {
                return Service.of(COUNTER).begin(partition, snapshot);
            }

            @Override
            public boolean takesState() {
                return false;
            }

            @Override
            public Optional<String> platform() {
                return Optional.of("PHP 8.2.36");
            }
        };
        // When
        JsonNode here =
                ask(Service.of(COUNTER), "{\"probe\":\"bom\"}\n").getFirst().get("bom");
        JsonNode there = ask(behind, "{\"probe\":\"bom\"}\n").getFirst().get("bom");
        // Then
        assertThat(here.at("/language/name").asText()).isEqualTo("Java");
        assertThat(there.at("/language/name").asText()).isEqualTo("PHP");
        assertThat(there.at("/language/version").asText()).isEqualTo("8.2.36");
        assertThat(there.get("json")).isEqualTo(there.get("language"));
        assertThat(there.at("/runtime/name").asText())
                .isEqualTo("PHP via " + here.at("/runtime/name").asText());
        assertThat(there.get("kafka")).isEqualTo(here.get("kafka"));
    }

    private static List<JsonNode> ask(String questions) throws IOException {
        return ask(Service.of(COUNTER), questions);
    }

    private static List<JsonNode> ask(Service service, String questions) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        new ProbeLoop(new Probes(service, Optional.empty()))
                .run(new ByteArrayInputStream(questions.getBytes(StandardCharsets.UTF_8)), answers);
        ObjectMapper json = new ObjectMapper();
        return answers.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> {
                    try {
                        return json.readTree(line);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }
}
