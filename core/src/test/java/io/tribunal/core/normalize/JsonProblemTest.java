package io.tribunal.core.normalize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonProblemTest {
    private static JsonProblem problem(String text) {
        return JsonProblem.of(text.getBytes(UTF_8)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1 // why       | 7  | JSON has no comments",
                "# all                 | 0  | JSON has no comments",
                "{'a':1}               | 1  | not single ones",
                "{a:1}                 | 1  | a name needs double quotes",
                "{1:1}                 | 1  | a name in double quotes is missing",
                "{\"a\" 1}             | 5  | a : is missing",
                "{\"a\":1,\"a\":2}     | 7  | the member \"a\" stands twice",
                "{\"a\":1,\"\\u0061\":2}| 7 | the member \"\\u0061\" stands twice",
                "{\"ü\":1,\"a\":x}     | 12 | x is no JSON value",
                "{\"a\":1,}            | 6  | a comma before }",
                "[1,]                  | 2  | a comma before ]",
                "[1 2]                 | 3  | a comma or ] is missing",
                "[,1]                  | 1  | a value is missing",
                "{\"a\":1              | 6  | cut off: a comma or } is missing",
                "{\"a\"                | 4  | cut off: a : is missing",
                "{\"a\":               | 5  | cut off: a value is missing",
                "[\"abc                | 1  | the text ends within the string that begins here",
                "[\"\\x\"]             | 2  | no escape of JSON",
                "[\"\\u12\"]           | 2  | no escape of JSON",
                "[\"\\ud800\"]         | 1  | half of a surrogate pair",
                "[01]                  | 2  | leading zero",
                "[-]                   | 2  | digits are missing in a number",
                "[1.]                  | 3  | behind the point",
                "[1e+]                 | 4  | in the exponent",
                "[+1]                  | 1  | a value is missing",
                "[NaN]                 | 1  | NaN is no JSON value",
                "True                  | 0  | True is no JSON value",
                "{} {}                 | 3  | something follows the value",
                "truex                 | 0  | truex is no JSON value"
            })
    void shouldNameThePlaceAndTheRule(String text, int offset, String what) {
        JsonProblem problem = problem(text.strip());

        assertThat(problem.what()).contains(what.strip());
        assertThat(problem.offset()).isEqualTo(offset);
    }

    @Test
    void shouldNameEncodingsThatAreNotUtf8() {
        assertThat(problem("\uFEFF{}"))
                .isEqualTo(new JsonProblem(0, problem("\uFEFF[]").what()));
        assertThat(problem("\uFEFF{}").what()).contains("byte order mark (BOM)");
        assertThat(problem("{}\uFEFF")).extracting(JsonProblem::offset).isEqualTo(2);
        assertThat(JsonProblem.of("{}".getBytes(UTF_16)).orElseThrow().what()).contains("UTF-16");
        JsonProblem latin = JsonProblem.of("[\"ü\"]".getBytes(ISO_8859_1)).orElseThrow();
        assertThat(latin.offset()).isEqualTo(2);
        assertThat(latin.what()).contains("byte 0xFC is not UTF-8");
    }

    @Test
    void shouldNameControlCharactersDepthAndLongNumbers() {
        assertThat(problem("[\"a\tb\"]").what()).isEqualTo("a raw control character in a string; write \\u0009");
        assertThat(problem("[".repeat(40)))
                .isEqualTo(new JsonProblem(32, problem("[".repeat(5_000)).what()));
        assertThat(problem("[" + "1".repeat(65) + "]").offset()).isEqualTo(1);
        assertThat(problem("").what()).contains("a value is missing");
    }

    @ParameterizedTest
    @MethodSource("io.tribunal.core.normalize.StrictJsonTest#inadmissibleTexts")
    void shouldFindAProblemInEveryInadmissibleText(byte[] text) {
        assertThat(JsonProblem.of(text)).isPresent();
    }
}
