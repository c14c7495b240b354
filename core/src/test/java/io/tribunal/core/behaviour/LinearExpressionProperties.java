package io.tribunal.core.behaviour;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LinearExpressionProperties {
    private static final String[] PIECES = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "*",
        "+",
        "?",
        "|",
        "^",
        "$",
        ".",
        "\\",
        "-",
        ",",
        "0",
        "9",
        "a",
        "Z",
        "(?:",
        "(?i)",
        "(?s",
        "(?P<",
        "(?<n>",
        "\\p{L}",
        "\\PL",
        "\\p{^N}",
        "\\x{10FFFF}",
        "\\x",
        "\\Q",
        "\\E",
        "\\b",
        "\\d",
        "[[:alpha:]]",
        "[^",
        "{1,3}",
        "{0}",
        "{2,}",
        "\\C",
        "\\z",
        "\\07",
        "(?U)",
        "(?m-s:",
        "\u00e4",
        "\ud83d\ude00",
        "\ud800",
        "\udc00",
        "\u1c80",
        "\u0000",
        "\n",
        "&&",
        ">",
        ":"
    };
    private static final List<String> TEXTS =
            List.of("", "OK abZ09 \u00e4\ud83d\ude00\u1c80 aaaaab\n", "\udc00x\ud800", "a".repeat(5_000) + "!");

    /** No content of the log may cause an exception or a hang. */
    @Property(tries = 3_000)
    void shouldAcceptOrRefuseAnyExpressionAndSearchInAnyText(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder expression = new StringBuilder();
        for (int i = random.nextInt(14); i >= 0; i--) {
            expression.append(PIECES[random.nextInt(PIECES.length)]);
        }

        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> LinearExpression.compile(expression.toString())
                        .ifPresent(linear -> TEXTS.forEach(linear::isFoundIn)),
                expression::toString);
    }
}
