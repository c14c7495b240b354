package io.tribunal.core.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {
    private static void requireCanonicalIfRecognized(byte[] text) {
        boolean recognized = PlainJson.isCanonical(text);
        Statistics.label("recognized").collect(recognized);
        if (recognized) {
            assertThat(StrictJson.canonicalBody(text)).contains(Bytes.wrap(text));
            assertThat(StrictJson.parse(text).flatMap(value -> CanonicalJson.write(value, NumberGrammar.DOUBLES)))
                    .contains(Bytes.wrap(text));
        }
    }

    @Property
    void shouldRecognizeOnlyWhatTheParserAndThePrinterGiveBack(
            @ForAll("bodies") JsonValue value, @ForAll byte other, @ForAll @IntRange(max = 400) int at) {
        byte[] body = JsonArbitraries.canonical(value);
        byte[] changed = JsonArbitraries.changed(body, at, other);

        requireCanonicalIfRecognized(body);
        requireCanonicalIfRecognized(changed);
    }

    @Property
    void shouldNotRecognizeOtherSpellings(@ForAll("bodies") JsonValue value, @ForAll Random random) {
        requireCanonicalIfRecognized(JsonArbitraries.spelled(value, random).getBytes(UTF_8));
    }

    @Property(tries = 20_000)
    void shouldRecognizeOnlyCanonicalTextsAmongThoseThatLookLikeJson(@ForAll("jsonLike") String text) {
        requireCanonicalIfRecognized(text.getBytes(UTF_8));
    }

    @Provide
    Arbitrary<JsonValue> bodies() {
        return JsonArbitraries.bodies();
    }

    @Provide
    Arbitrary<String> jsonLike() {
        Arbitrary<String> tokens = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"a\"",
                "\"b\"",
                "\"\"",
                "\"\\n\"",
                "0",
                "-",
                "-0",
                "12",
                "01",
                "1.5",
                "1e3",
                "true",
                "null",
                "9007199254740991",
                "9007199254740993",
                " ",
                "\"\u00e9\"",
                "\"\u007f\"",
                "\"",
                "{}",
                "[]",
                "{\"a\":1}");
        return tokens.list().ofMinSize(1).ofMaxSize(7).map(list -> String.join("", list));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"account\":\"alice\",\"amount\":\"41.5\"}",
                "{\"account\":\"alice\",\"balance\":\"-0.1\"}",
                "{\"a\":[1,-2,{\"b\":null}],\"b\":true,\"c\":false}",
                "{}",
                "[]",
                "\"\"",
                "0",
                "999999999999999"
            })
    void shouldRecognizeTheTextsThatServicesUsuallyWrite(String text) {
        assertThat(PlainJson.isCanonical(text.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"b\":1,\"a\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1, \"b\":2}",
                "-0",
                "1.0",
                "9999999999999999",
                "\"\\u0041\"",
                "{\"a\":1}x"
            })
    void shouldLeaveOtherTextsToTheParser(String text) {
        assertThat(PlainJson.isCanonical(text.getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {33, 100_000})
    void shouldNotFollowDeepNesting(int depth) {
        assertThat(PlainJson.isCanonical(("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8)))
                .isFalse();
    }
}
