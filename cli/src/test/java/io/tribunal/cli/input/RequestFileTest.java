package io.tribunal.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.normalize.StrictJson;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.ingest.NewRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFileTest {
    private static final String GOOD = "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{\"account\":\"a\"}}";

    private static RequestFile parse(String text) {
        return RequestFile.parse("f", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldBringBodiesIntoCanonicalForm() {
        NewRequest request = parse(
                        "{\"body\": {\"b\": \"\\u0041\", \"a\": [ 1 ]} , \"operation\":\"X\",\"ledger\":\"l\"}")
                .requests()
                .get(0);
        assertThat(request.body().toUtf8()).isEqualTo("{\"a\":[1],\"b\":\"A\"}");
        assertThat(StrictJson.isCanonicalBody(request.body().array())).isTrue();
        assertThat(request.shardKey()).isEqualTo("l");
        assertThat(request.operation()).isEqualTo("X");
    }

    @Test
    void shouldSkipBlankLinesAndAcceptAMissingLastLineFeed() {
        assertThat(parse("\n" + GOOD + "\r\n \n" + GOOD).requests()).hasSize(2);
        assertThat(parse("").requests()).isEmpty();
    }

    @Test
    void shouldReadStandardInput() {
        byte[] input = GOOD.getBytes(StandardCharsets.UTF_8);
        assertThat(RequestFile.read("-", new ByteArrayInputStream(input)).requests())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "7",
                "{\"ledger\":\"main\",\"operation\":\"GET\"}",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{},\"more\":1}",
                "{\"ledger\":1,\"operation\":\"GET\",\"body\":{}}",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":[]}",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{\"a\":1,\"a\":2}}",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{\"a\":\"\\ud800\"}}",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{\"a\":9007199254740993}}",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{\"a\":1.5}}",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{}} trailing"
            })
    void shouldNameTheLineOfABadRequestAndSendNothing(String bad) {
        assertThatThrownBy(() -> parse(GOOD + "\n\n" + bad + "\n" + GOOD + "\n"))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("f:3: ")
                .hasMessageContaining("nothing was sent");
    }

    @Test
    void shouldRefuseBodiesThatAreTooDeepOrTooLong() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        assertThatThrownBy(() -> parse(GOOD.replace("\"a\"", deep))).hasMessageContaining("f:1: ");
        String large = "x".repeat(70_000);
        assertThatThrownBy(() -> parse(GOOD.replace("\"a\"", "\"" + large + "\"")))
                .hasMessageContaining("longer than");
    }

    @Test
    void shouldShowOnlyTheFirstErrors() {
        assertThatThrownBy(() -> parse("x\n".repeat(5_000)))
                .hasMessageContaining("f:10: ")
                .hasMessageContaining("and 4990 more")
                .hasMessageNotContaining("f:11: ");
    }

    @Test
    void shouldNameAMissingFile() {
        assertThatThrownBy(() -> RequestFile.read("/no/such/file", System.in))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("/no/such/file");
    }
}
