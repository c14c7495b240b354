package io.tribunal.core.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.JsonValue.JsonArray;
import io.tribunal.core.normalize.JsonValue.JsonBoolean;
import io.tribunal.core.normalize.JsonValue.JsonNull;
import io.tribunal.core.normalize.JsonValue.JsonNumber;
import io.tribunal.core.normalize.JsonValue.JsonObject;
import io.tribunal.core.normalize.JsonValue.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @Test
    void shouldReadEveryKindOfValue() {
        assertThat(parse(" {\"b\":[1,-2.5e3,\"\\u0041\\n\"],\"a\":{\"t\":true,\"f\":false,\"n\":null}} "))
                .contains(new JsonObject(Map.of(
                        "b",
                                new JsonArray(
                                        List.of(new JsonNumber("1"), new JsonNumber("-2.5e3"), new JsonString("A\n"))),
                        "a",
                                new JsonObject(Map.of(
                                        "t",
                                        new JsonBoolean(true),
                                        "f",
                                        new JsonBoolean(false),
                                        "n",
                                        new JsonNull())))));
    }

    /** Refused both in requests and in outputs. */
    static Stream<Arguments> inadmissibleTexts() {
        return Stream.of(
                argumentSet("nothing", bytes("")),
                argumentSet("white space only", bytes(" \n")),
                argumentSet("duplicate names", bytes("{\"a\":1,\"a\":1}")),
                argumentSet("duplicate names, one escaped", bytes("{\"a\":1,\"\\u0061\":2}")),
                argumentSet("duplicate names inside", bytes("[{\"x\":{\"a\":null,\"b\":1,\"a\":null}}]")),
                argumentSet("lone high surrogate, escaped", bytes("\"\\ud800\"")),
                argumentSet("lone low surrogate, escaped", bytes("\"\\udc00\"")),
                argumentSet("surrogates in the wrong order", bytes("\"\\udc00\\ud800\"")),
                argumentSet("high surrogate before a letter", bytes("\"\\ud800a\"")),
                argumentSet("two high surrogates before a low one", bytes("\"\\ud800\\ud800\\udc00\"")),
                argumentSet("lone surrogate in a name", bytes("{\"\\udfff\":1}")),
                argumentSet("lone surrogate, raw", hex("22eda08022")),
                argumentSet("surrogate pair, raw (CESU-8)", hex("22eda080edb08022")),
                argumentSet("overlong quote", hex("c0a261c0a2")),
                argumentSet("overlong NUL in a string", hex("22c08022")),
                argumentSet("overlong slash, three bytes", hex("22e080af22")),
                argumentSet("continuation byte alone", hex("228022")),
                argumentSet("sequence cut short", hex("22e28222")),
                argumentSet("sequence cut short by the end", hex("22c3")),
                argumentSet("beyond U+10FFFF", hex("22f490808022")),
                argumentSet("byte FF", hex("22ff22")),
                argumentSet("byte order mark", hex("efbbbf7b7d")),
                argumentSet("byte order mark behind", hex("7b7defbbbf")),
                argumentSet("UTF-16 little-endian", hex("fffe5b005d00")),
                argumentSet("UTF-16 without mark", hex("5b005d00")),
                argumentSet("UTF-32 big-endian", hex("0000005b0000005d")),
                argumentSet("depth 33", bytes("[".repeat(33) + "]".repeat(33))),
                argumentSet("depth 5,000", bytes("[".repeat(5_000) + "]".repeat(5_000))),
                argumentSet("depth 5,000 of objects", bytes("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000))),
                argumentSet("depth 5,000, truncated", bytes("[".repeat(5_000))),
                argumentSet("leading zero", bytes("[01]")),
                argumentSet("leading zero, negative", bytes("[-01]")),
                argumentSet("plus sign", bytes("[+1]")),
                argumentSet("minus alone", bytes("[-]")),
                argumentSet("point without digits", bytes("[1.]")),
                argumentSet("point first", bytes("[.5]")),
                argumentSet("exponent without digits", bytes("[1e]")),
                argumentSet("hexadecimal", bytes("[0x10]")),
                argumentSet("underscore", bytes("[1_000]")),
                argumentSet("NaN", bytes("[NaN]")),
                argumentSet("Infinity", bytes("[Infinity]")),
                argumentSet("-Infinity", bytes("[-Infinity]")),
                argumentSet("number of 65 digits", bytes("1".repeat(65))),
                argumentSet("truncated object", bytes("{\"a\":1")),
                argumentSet("truncated after a name", bytes("{\"a\"")),
                argumentSet("truncated array", bytes("[1,")),
                argumentSet("truncated string", bytes("\"abc")),
                argumentSet("truncated escape", bytes("\"\\u00")),
                argumentSet("truncated literal", bytes("tru")),
                argumentSet("a second value", bytes("{} {}")),
                argumentSet("trailing comma after the value", bytes("{},")),
                argumentSet("trailing bracket", bytes("[]]")),
                argumentSet("trailing NUL", hex("7b7d00")),
                argumentSet("trailing letters", bytes("truex")),
                argumentSet("trailing comma in an array", bytes("[1,]")),
                argumentSet("trailing comma in an object", bytes("{\"a\":1,}")),
                argumentSet("missing element", bytes("[,1]")),
                argumentSet("line comment", bytes("{} // x")),
                argumentSet("block comment", bytes("[/* x */]")),
                argumentSet("hash comment", bytes("# x\n{}")),
                argumentSet("single quotes", bytes("{'a':1}")),
                argumentSet("name without quotes", bytes("{a:1}")),
                argumentSet("name that is a number", bytes("{1:1}")),
                argumentSet("unknown escape", bytes("\"\\x41\"")),
                argumentSet("escaped single quote", bytes("\"\\'\"")),
                argumentSet("raw line break in a string", bytes("\"a\nb\"")),
                argumentSet("raw NUL in a string", hex("220022")),
                argumentSet("raw unit separator in a string", hex("221f22")),
                argumentSet("no-break space between", bytes("[\u00a01]")),
                argumentSet("form feed between", bytes("[\f1]")),
                argumentSet("capital literal", bytes("True")),
                argumentSet("undefined", bytes("undefined")));
    }

    @ParameterizedTest
    @MethodSource("inadmissibleTexts")
    void shouldRefuseInadmissibleText(byte[] text) {
        assertThat(StrictJson.parse(text)).isEmpty();
        assertThat(StrictJson.isCanonicalBody(text)).isFalse();
        assertThat(StrictJson.canonicalBody(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740992",
                "-9007199254740992",
                "9007199254740993",
                "99999999999999999999",
                "-0",
                "1e2",
                "1E2",
                "1.0",
                "0.5",
                "-0.0",
                "1e-1",
                "0e0",
                "1e999999999"
            })
    void shouldRefuseNumbersBeyondTheBodyGrammar(String number) {
        assertThat(StrictJson.isCanonicalBody(bytes("[" + number + "]"))).isFalse();
        assertThat(StrictJson.canonicalBody(bytes("[" + number + "]"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10", "9007199254740991", "-9007199254740991"})
    void shouldAdmitSafeIntegersInBodies(String number) {
        assertThat(StrictJson.isCanonicalBody(bytes("[" + number + "]"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1,\"a\":2}",
                "{ }",
                "[1, 2]",
                "{}\n",
                "\"\\u0041\"",
                "\"\\/\"",
                "\"\\u000a\"",
                "\"\\u001F\"",
                "\"\\u00e9\"",
                "\"\\u2028\"",
                "\"\\ud83d\\ude00\"",
                "{\"\\u0061\":1}"
            })
    void shouldRefuseBodiesThatAreNotTheirOwnCanonicalForm(String body) {
        assertThat(StrictJson.isCanonicalBody(bytes(body))).isFalse();
        Bytes canonical = StrictJson.canonicalBody(bytes(body)).orElseThrow();
        assertThat(StrictJson.isCanonicalBody(canonical.array())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"\"",
                "null",
                "true",
                "{\"\":\"\"}",
                "{\"account\":\"alice\",\"amount\":\"12.5\"}",
                "\"\\u0000\\b\\t\\n\\f\\r\\u001f\\\"\\\\/\u007f\u00e9\u2028\ud83d\ude00\"",
                "{\"\u20ac\":1,\"\ud83d\ude00\":2,\"\ufb33\":3}"
            })
    void shouldAdmitCanonicalBodies(String body) {
        assertThat(StrictJson.isCanonicalBody(bytes(body))).isTrue();
    }

    @Test
    void shouldAdmitDepth32() {
        assertThat(StrictJson.isCanonicalBody(bytes("[".repeat(32) + "]".repeat(32))))
                .isTrue();
    }

    @Test
    void shouldAdmitBodiesOf64KiBAndNotAByteMore() {
        String full = "\"" + "a".repeat((64 << 10) - 2) + "\"";
        String over = "\"" + "a".repeat((64 << 10) - 1) + "\"";

        assertThat(StrictJson.isCanonicalBody(bytes(full))).isTrue();
        assertThat(StrictJson.isCanonicalBody(bytes(over))).isFalse();
        assertThat(StrictJson.canonicalBody(bytes(over))).isEmpty();
        assertThat(parse(over)).isPresent();
    }

    static Stream<Arguments> giantTexts() {
        return Stream.of(
                argumentSet("a million digits", "1".repeat(1_000_000), false),
                argumentSet("a million digits after the point", "0." + "1".repeat(1_000_000), false),
                argumentSet("a million digits of exponent", "1e" + "9".repeat(1_000_000), false),
                argumentSet("a million opening brackets", "[".repeat(1_000_000), false),
                argumentSet("a name of a million letters", "{\"" + "a".repeat(1_000_000) + "\":1}", true),
                argumentSet("a string of 8 million letters", "\"" + "a".repeat(8_000_000) + "\"", true),
                argumentSet("a hundred thousand arrays", "[" + "[],".repeat(100_000) + "[]]", true),
                argumentSet("a hundred thousand names", names(100_000), true));
    }

    @ParameterizedTest
    @MethodSource("giantTexts")
    void shouldDecideGiantTextsQuickly(String text, boolean admissible) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(parse(text).isPresent()).isEqualTo(admissible));
    }

    /** Jackson's name tables are shared and refuse to hold many names of one hash; ours must not depend on them. */
    @Test
    void shouldReadNamesOfEqualHash() {
        String names = IntStream.range(0, 1 << 13)
                .mapToObj(i -> IntStream.range(0, 13)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\":0")))
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(parse(names))
                .get()
                .extracting(v -> ((JsonObject) v).members().size())
                .isEqualTo(1 << 13);
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"" + i + "\":0").collect(Collectors.joining(",", "{", "}"));
    }

    private static Optional<JsonValue> parse(String text) {
        return StrictJson.parse(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] hex(String hex) {
        return Bytes.hex(hex).array();
    }
}
