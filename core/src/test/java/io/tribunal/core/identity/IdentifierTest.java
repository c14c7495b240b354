package io.tribunal.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IdentifierTest {
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    @Test
    void shouldAcceptTheCharactersOfTheGrammarAndNoOthers() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = "a" + (char) c;
            assertThat(Identifier.isValid(text))
                    .as("U+%04X", c)
                    .isEqualTo(GRAMMAR.matcher(text).matches());
        }
    }

    @Test
    void shouldAcceptOneToSixtyFourCharacters() {
        assertThat(Identifier.isValid("")).isFalse();
        assertThat(Identifier.isValid("x")).isTrue();
        assertThat(Identifier.isValid("x".repeat(64))).isTrue();
        assertThat(Identifier.isValid("x".repeat(65))).isFalse();
    }
}
