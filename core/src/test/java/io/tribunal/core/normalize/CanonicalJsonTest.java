package io.tribunal.core.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.JsonValue.JsonNumber;
import io.tribunal.core.normalize.JsonValue.JsonObject;
import io.tribunal.core.normalize.JsonValue.JsonString;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    /** RFC 8785 section 3.2.2 to 3.2.4: the sample and its bytes. */
    @Test
    void shouldPrintTheSampleOfTheRfc() {
        String sample = """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50,
                              2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """;
        Bytes expected = Bytes.hex("""
                7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72
                75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73 22 3a
                5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31
                65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37
                5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30
                30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d
                """.replaceAll("\\s", ""));

        assertThat(canonical(sample)).contains(expected);
    }

    /** RFC 8785 section 3.2.3: names are sorted as UTF-16 code units, not as code points. */
    @Test
    void shouldSortNamesAsTheRfcShows() {
        String sample = """
                {
                  "\\u20ac": "Euro Sign",
                  "\\r": "Carriage Return",
                  "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                  "1": "One",
                  "\\ud83d\\ude00": "Emoji: Grinning Face",
                  "\\u0080": "Control",
                  "\\u00f6": "Latin Small Letter O With Diaeresis"
                }
                """;

        assertThat(canonical(sample).orElseThrow().toUtf8())
                .containsSubsequence(
                        "Carriage Return",
                        "One",
                        "Control",
                        "Latin Small",
                        "Euro Sign",
                        "Emoji: Grinning Face",
                        "Hebrew Letter");
    }

    /** RFC 8785 appendix B, and our own rules for integers. */
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "-0.0,0",
        "0e999999999,0",
        "1.0,1",
        "1e2,100",
        "5e-324,5e-324",
        "-5e-324,-5e-324",
        "1e-400,0",
        "-1e-400,0",
        "1.7976931348623157e308,1.7976931348623157e+308",
        "-1.7976931348623157e308,-1.7976931348623157e+308",
        "295147905179352830000e0,",
        "999999999999999900000.0,",
        "1e21,1e+21",
        "9.999999999999997e22,9.999999999999997e+22",
        "1e23,1e+23",
        "1.0000000000000001e23,1.0000000000000001e+23",
        "0.000001,0.000001",
        "9.999999999999997e-7,9.999999999999997e-7",
        "333333333.3333332,333333333.3333332",
        "333333333.33333325,333333333.33333325",
        "333333333.3333333,333333333.3333333",
        "333333333.3333334,333333333.3333334",
        "333333333.33333343,333333333.33333343",
        "-0.0000033333333333333333,-0.0000033333333333333333",
        "1424953923781206.2,1424953923781206.2",
        "9007199254740991,9007199254740991",
        "-9007199254740991,-9007199254740991",
        "9007199254740991.0,9007199254740991",
        "9007199254740992,",
        "9007199254740993,",
        "-9007199254740992,",
        "9007199254740992.0,",
        "1e16,",
        "12345678901234567890,",
        "1000000000000000000000,",
        "1e309,",
        "-1e309,",
        "1e999999999,"
    })
    void shouldPrintOutputNumbers(String written, String printed) {
        assertThat(NumberGrammar.DOUBLES.print(new JsonNumber(written))).isEqualTo(Optional.ofNullable(printed));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-1,-1",
        "9007199254740991,9007199254740991",
        "-9007199254740991,-9007199254740991",
        "9007199254740992,",
        "-9007199254740992,",
        "99999999999999999999999999,",
        "-0,",
        "1.0,",
        "1e2,",
        "1E2,"
    })
    void shouldPrintBodyNumbers(String written, String printed) {
        assertThat(NumberGrammar.INTEGERS.print(new JsonNumber(written))).isEqualTo(Optional.ofNullable(printed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "01", "1.", ".1", "1e", "+1", " 1", "NaN", "1f", "0x1", "\u0661"})
    void shouldAcceptNothingElseAsANumber(String text) {
        assertThat(JsonNumber.of(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonNumber(text));
    }

    @Test
    void shouldTakeNumbersOf64CharactersAndNotOneMore() {
        assertThat(JsonNumber.of("0." + "1".repeat(62))).isPresent();
        assertThat(JsonNumber.of("0." + "1".repeat(63))).isEmpty();
    }

    @Test
    void shouldNotPrintALoneSurrogateAsSomethingElse() {
        assertThat(CanonicalJson.write(new JsonString("\ud800"), NumberGrammar.DOUBLES))
                .isEmpty();
        assertThat(CanonicalJson.write(new JsonObject(Map.of("\udc00", new JsonString(""))), NumberGrammar.DOUBLES))
                .isEmpty();
    }

    private static Optional<Bytes> canonical(String text) {
        return StrictJson.parse(text.getBytes(UTF_8))
                .flatMap(value -> CanonicalJson.write(value, NumberGrammar.DOUBLES));
    }
}
