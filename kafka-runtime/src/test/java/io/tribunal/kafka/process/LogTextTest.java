package io.tribunal.kafka.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {
    @Test
    void shouldEscapeCharactersThatForgeALineOrMoveTheCursor() {
        assertThat(LogText.escaped("a\nb\u001b[2J\u202ec\ud800")).isEqualTo("a\\u000ab\\u001b[2J\\u202ec\\ud800");
    }

    @Test
    void shouldKeepPrintableText() {
        assertThat(LogText.escaped("Zürich \uD83D\uDE00 =\"x\"")).isEqualTo("Zürich \uD83D\uDE00 =\"x\"");
    }

    @Test
    void shouldEscapeBothUnitsOfACharacterBeyondTheBasicPlane() {
        assertThat(LogText.escaped("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1", "acme", "2026-12-01T00:00:00Z", "a.b_c:d/e@f+g"})
    void shouldWriteAPlainNameAsItIs(String name) {
        assertThat(LogText.name(name)).isEqualTo(name);
    }

    @Test
    void shouldQuoteEveryOtherName() {
        assertThat(LogText.name("")).isEqualTo("\"\"");
        assertThat(LogText.name("a b")).isEqualTo("\"a b\"");
        assertThat(LogText.name("-")).isEqualTo("\"-\"");
        assertThat(LogText.name("\"a\"")).isEqualTo("\"\\\"a\\\"\"");
        assertThat(LogText.name("Zürich")).isEqualTo("\"Zürich\"");
        assertThat(LogText.name("東京")).isEqualTo("\"東京\"");
        assertThat(LogText.name("東京 Tokyo")).isEqualTo("\"東京 Tokyo\"");
        assertThat(LogText.name("Москва")).isEqualTo("\"Москва\"");
        assertThat(LogText.name("a\u00a0b")).isEqualTo("\"a\\u00a0b\"");
    }

    @Test
    void shouldWriteJsonAsJsonOfTheSameValue() {
        assertThat(LogText.json("{\"a\":\"\\\"\u202e\",\"b\":[1,\"Z\u00fcrich\"]}"))
                .isEqualTo("{\"a\":\"\\\"\\u202e\",\"b\":[1,\"Z\u00fcrich\"]}");
        assertThat(LogText.json("{\"account\":\"\u041c\u043e\u0441\u043a\u0432\u0430\",\"x\":\"e\u0301\"}"))
                .isEqualTo("{\"account\":\"\u041c\u043e\u0441\u043a\u0432\u0430\",\"x\":\"e\\u0301\"}");
        assertThat(LogText.json("\"\\")).isEqualTo("\"\\");
        String large = "\"" + "\\n".repeat(500_000) + "\"";
        assertThat(LogText.json(large)).isEqualTo(large);
    }

    @Test
    void shouldKeepSymbolsThatLookLikeNoLetter() {
        assertThat(LogText.quoted("5 \u20ac \uD83D\uDE00")).isEqualTo("\"5 \u20ac \uD83D\uDE00\"");
    }

    @Test
    void shouldWriteDifferentNamesDifferently() {
        List<String> names = List.of(
                "\t",
                "\\u0009",
                "\\t",
                "a",
                "a ",
                " a",
                "\u0430",
                "\u00e9",
                "e\u0301",
                "a\u200b",
                "a\u202e",
                "a\ufe0f",
                "\u3164",
                "\uff41",
                "acme",
                "\u0430cme",
                "ac\u043ce",
                "A\u030a",
                "\u212b",
                "\u00c5",
                "\u001b[31ma",
                "x\\",
                "\"x\"");

        assertThat(names.stream().map(LogText::name)).doesNotHaveDuplicates();
        assertThat(names.stream().map(LogText::name).filter(name -> !name.matches("[ -~]*")))
                .containsExactlyInAnyOrder("\"\u00e9\"", "\"\u00c5\"");
    }

    @Test
    void shouldTellNamesApartThatLookTheSame() {
        assertThat(LogText.name("e\u0301")).isEqualTo("\"e\\u0301\"");
        assertThat(LogText.name("\u0430cme")).isEqualTo("\"\\u0430cme\"");
        assertThat(LogText.name("\u0430\u0441\u0435 \u0445")).isEqualTo("\"\\u0430\\u0441\\u0435 \\u0445\"");
        assertThat(LogText.name("\uff41\uff42")).isEqualTo("\"\\uff41\\uff42\"");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 9, 0x1b, 0x7f, 0x85, 0x200b, 0x200e, 0x202a, 0x202e, 0x2028, 0x2066, 0x2069, 0xfeff, 0xe000})
    void shouldNeverPassOnWhatATerminalActsOnOrDoesNotShow(int point) {
        String text = "a" + Character.toString(point) + "b";

        assertThat(List.of(LogText.escaped(text), LogText.name(text), LogText.quoted(text)))
                .noneMatch(written -> written.codePoints().anyMatch(c -> c == point))
                .allMatch(written -> written.contains("a\\u%04xb".formatted(point)));
    }
}
