package io.tribunal.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.policy.NormalizationProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizerTest {
    @Test
    void shouldOnlyCanonicalizeWithoutAProfile() {
        assertThat(normalized("{ \"b\": 1.50, \"a\": \" X \" }", NormalizationProfile.NONE))
                .contains("{\"a\":\" X \",\"b\":1.5}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json;charset=utf-8", "Application/JSON", ""})
    void shouldLeaveOtherContentTypesAsTheyAre(String contentType) {
        Bytes output = Bytes.hex("ff007b20");

        assertThat(Normalizer.normalize(contentType, output, drop("/a"))).contains(output);
    }

    /** Else "text/plain\0x" with "y" and "text/plain" with "x\0y" would have one vote digest. */
    @Test
    void shouldRefuseAContentTypeThatCouldRunIntoTheOutput() {
        assertThat(Normalizer.normalize("text/plain\0x", Bytes.utf8("y"), NormalizationProfile.NONE))
                .isEmpty();
        assertThat(Normalizer.normalize("\0", Bytes.utf8("y"), NormalizationProfile.NONE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":1,\"a\":1}",
                "\"\\ud800\"",
                "[01]",
                "[NaN]",
                "[9007199254740993]",
                "[1e400]",
                "{} x"
            })
    void shouldNotNormalizeInadmissibleJson(String output) {
        assertThat(normalized(output, NormalizationProfile.NONE)).isEmpty();
        assertThat(normalized(output, drop("/none"))).isEmpty();
    }

    @Test
    void shouldDropMembersAndElements() {
        String output = "{\"id\":7,\"list\":[{\"at\":1,\"v\":1},{\"at\":2,\"v\":2}],\"tags\":[\"a\",\"b\"]}";

        assertThat(normalized(output, drop("/id", "/list/*/at", "/tags/0", "/missing/x", "/list/v")))
                .contains("{\"list\":[{\"v\":1},{\"v\":2}],\"tags\":[\"b\"]}");
    }

    @Test
    void shouldTakeStarForAnyMember() {
        assertThat(normalized("{\"x\":{\"t\":1,\"v\":1},\"y\":{\"t\":2}}", drop("/*/t")))
                .contains("{\"x\":{\"v\":1},\"y\":{}}");
        assertThat(normalized("{\"x\":1,\"y\":2}", drop("/*"))).contains("{}");
    }

    @Test
    void shouldResolveTheEscapesOfPointers() {
        String output = "{\"\":0,\"a/b\":1,\"m~n\":2,\"~1\":3,\"k\":4}";

        assertThat(normalized(output, drop("/a~1b", "/m~0n"))).contains("{\"\":0,\"k\":4,\"~1\":3}");
        assertThat(normalized(output, drop("/~01"))).contains("{\"\":0,\"a/b\":1,\"k\":4,\"m~n\":2}");
        assertThat(normalized(output, drop("/"))).contains("{\"a/b\":1,\"k\":4,\"m~n\":2,\"~1\":3}");
    }

    /** A dropped member must still be strict JSON, but its numbers are not checked. */
    @Test
    void shouldDropNumbersThatHaveNoCanonicalForm() {
        assertThat(normalized("{\"nanos\":12345678901234567890,\"v\":1}", drop("/nanos")))
                .contains("{\"v\":1}");
        assertThat(normalized("{\"nanos\":01,\"v\":1}", drop("/nanos"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1.00",
                "\"1\"|1.00",
                "1.005|1.00",
                "1.015|1.02",
                "1.025|1.02",
                "-1.025|-1.02",
                "\"1e2\"|100.00",
                "1E-2|0.01",
                "-0|0.00",
                "-0.001|0.00",
                "\"-0.004\"|0.00",
                "0.005|0.00",
                "0.0050000001|0.01",
                "0.015|0.02",
                "9007199254740993|9007199254740993.00",
                "0e999999999|0.00",
                "1e-999999999|0.00",
                "\"-1e-2147483647\"|0.00"
            })
    void shouldScaleDecimalsHalfEven(String value, String printed) {
        assertThat(normalized("{\"d\":" + value + "}", decimal("/d", 2))).contains("{\"d\":\"" + printed + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999", "\"1e999999999\"", "1e64", "1e99999999999", "\"1e-99999999999\"", "null", "true", "\"\"",
                "\"none\"", "\" 1\"", "\"+1\"", "\"01\"", "\"1,5\"", "\"NaN\"", "[1]", "{}",
                "\"11111111111111111111111111111111111111111111111111111111111111111\""
            })
    void shouldRefuseAnythingButADecimal(String value) {
        assertThat(normalized("{\"d\":" + value + "}", decimal("/d", 2))).isEmpty();
    }

    @Test
    void shouldPrintDecimalsOf64Digits() {
        String digits = "9".repeat(64);

        assertThat(normalized(digits, decimal("", 0))).contains("\"" + digits + "\"");
        assertThat(normalized("1e63", decimal("", 1))).contains("\"1" + "0".repeat(63) + ".0\"");
    }

    @Test
    void shouldSortUnorderedArraysByCanonicalBytes() {
        assertThat(normalized("{\"a\":[\"b\",10,{\"y\":1,\"x\":2},9,\"a\",1.0,null]}", unordered("/a")))
                .contains("{\"a\":[\"a\",\"b\",1,10,9,null,{\"x\":2,\"y\":1}]}");
    }

    @Test
    void shouldNotSortWhatHasNoCanonicalForm() {
        assertThat(normalized("[2,9007199254740993,1]", unordered(""))).isEmpty();
    }

    @Test
    void shouldSortInnerArraysBeforeOuterOnes() {
        String expected = "[[1,9],[2,3]]";

        assertThat(normalized("[[3,2],[9,1]]", unordered("", "/*"))).contains(expected);
        assertThat(normalized("[[1,9],[2,3]]", unordered("/*", ""))).contains(expected);
    }

    @Test
    void shouldFoldAndTrimAsciiOnly() {
        NormalizationProfile profile =
                new NormalizationProfile(List.of(), new TreeMap<>(), List.of(), List.of("/s"), List.of("/s"));

        assertThat(normalized("{\"s\":\"\\t\\n\\u000b\\f\\r ABC Z\u00c4\u0130 \\u0020\"}", profile))
                .contains("{\"s\":\"abc z\u00c4\u0130\"}");
        assertThat(normalized("{\"s\":\"\\u00a0A\\u0000\"}", profile)).contains("{\"s\":\"\u00a0a\\u0000\"}");
        assertThat(normalized("{\"s\":\" \"}", profile)).contains("{\"s\":\"\"}");
        assertThat(normalized("{\"s\":5}", profile)).contains("{\"s\":5}");
    }

    @Test
    void shouldApplyDropTrimCasefoldDecimalUnorderedInThisOrder() {
        SortedMap<String, Integer> decimals = new TreeMap<>(Map.of("/v/*", 1));
        NormalizationProfile profile =
                new NormalizationProfile(List.of("/v/0"), decimals, List.of("/v"), List.of("/v/*"), List.of("/v/*"));

        assertThat(normalized("{\"v\":[\"not a number\",\" 2E1 \",1]}", profile))
                .contains("{\"v\":[\"1.0\",\"20.0\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/~", "/~2", "/a~", "/~~01", "#/a", ""})
    void shouldRefuseAProfileWithAnInvalidPointer(String pointer) {
        NormalizationProfile profile = drop(pointer);

        assertThat(Normalizer.isUsable(profile)).isFalse();
        assertThat(normalized("{}", profile)).isEmpty();
    }

    @Test
    void shouldRefuseScalesThatAreOutOfBounds() {
        assertThat(Normalizer.isUsable(decimal("/a", -1))).isFalse();
        assertThat(Normalizer.isUsable(decimal("/a", 0))).isTrue();
        assertThat(Normalizer.isUsable(decimal("/a", 64))).isTrue();
        assertThat(Normalizer.isUsable(decimal("/a", 65))).isFalse();
        assertThat(Normalizer.isUsable(NormalizationProfile.NONE)).isTrue();
    }

    private static Optional<String> normalized(String output, NormalizationProfile profile) {
        return Normalizer.normalize("application/json", Bytes.utf8(output), profile)
                .map(Bytes::toUtf8);
    }

    private static NormalizationProfile drop(String... pointers) {
        return new NormalizationProfile(List.of(pointers), new TreeMap<>(), List.of(), List.of(), List.of());
    }

    private static NormalizationProfile unordered(String... pointers) {
        return new NormalizationProfile(List.of(), new TreeMap<>(), List.of(pointers), List.of(), List.of());
    }

    private static NormalizationProfile decimal(String pointer, int scale) {
        return new NormalizationProfile(
                List.of(), new TreeMap<>(Map.of(pointer, scale)), List.of(), List.of(), List.of());
    }
}
