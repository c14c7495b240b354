package io.tribunal.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.normalize.StrictJson;
import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.ingest.NewRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{ | 2: the text is cut off",
                "[] | 1: expected {\"ledger\"",
                "7 | 1: expected {\"ledger\"",
                "{\"ledger\":\"main\",\"operation\":\"GET\"} | 1: \"body\" is missing",
                "{\"ledger\":\"ü\",\"operation\":\"GET\",\"body\":{},\"more\":1} | 43: \"more\" is no member of a request",
                "{\"body\":{\"a b\":1},\"a b\":1,\"ledger\":\"l\",\"operation\":\"GET\"} | 19: \"a b\" is no member",
                "{\"ledger\":1,\"operation\":\"GET\",\"body\":{}} | 11: ledger must be a string",
                "{\"ledger\":\"main\",\"operation\":{},\"body\":{}} | 30: operation must be a string",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":[]} | 43: body must be an object",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{\"a\":1,\"a\":2}} | 50: the member \"a\" stands twice",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{\"a\":\"\\ud800\"}} | 48: half of a surrogate pair",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{\"a\":9007199254740993}} | 48: numbers in a body",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{\"a\":[1,1.5]}} | 51: numbers in a body",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{}} trailing | 47: something follows the value",
                "{\"ledger\":\"main\",\"operation\":\"GET\",\"body\":{}} // why | 47: JSON has no comments"
            })
    void shouldNameLineAndColumnOfABadRequestAndSendNothing(String bad, String problem) {
        assertThatThrownBy(() -> parse(GOOD + "\n\n" + bad + "\n" + GOOD + "\n"))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith("nothing was sent:\nf:3:" + problem);
    }

    @Test
    void shouldNameAByteOrderMark() {
        assertThatThrownBy(() -> parse("\uFEFF" + GOOD)).hasMessageContaining("f:1:1: a byte order mark (BOM)");
    }

    @Test
    void shouldNameBytesThatAreNotUtf8() {
        byte[] latin = GOOD.replace("main", "mün").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> RequestFile.parse("f", latin)).hasMessageContaining("f:1:13: byte 0xFC is not UTF-8");
    }

    @Test
    void shouldRefuseBodiesThatAreTooDeepOrTooLong() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        assertThatThrownBy(() -> parse(GOOD.replace("\"a\"", deep)))
                .hasMessageContaining("f:1:84: nesting deeper than 32");
        String large = "x".repeat(70_000);
        assertThatThrownBy(() -> parse(GOOD.replace("\"a\"", "\"" + large + "\"")))
                .hasMessageContaining("longer than");
    }

    @Test
    void shouldShowOnlyTheFirstErrors() {
        assertThatThrownBy(() -> parse("x\n".repeat(5_000)))
                .hasMessageContaining("f:10:1: ")
                .hasMessageContaining("and 4990 more")
                .hasMessageNotContaining("f:11:");
    }

    @Test
    void shouldNameAFileThatCannotBeRead(@TempDir Path directory) {
        assertThatThrownBy(() -> RequestFile.read("/no/such/file", System.in))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessage("cannot read /no/such/file: there is no such file or directory");
        assertThatThrownBy(() -> RequestFile.read(directory.toString(), System.in))
                .hasMessage("cannot read " + directory + ": it is a directory");
        assertThatThrownBy(() -> RequestFile.read("a\0b", System.in)).isInstanceOf(UserError.class);
    }
}
