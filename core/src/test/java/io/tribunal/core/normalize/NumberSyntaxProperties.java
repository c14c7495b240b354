package io.tribunal.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NumberSyntaxProperties {
    private static final Pattern GRAMMAR = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    @Property(tries = 20_000)
    void shouldAcceptWhatTheGrammarOfRfc8259Accepts(@ForAll("almostNumbers") String text) {
        assertThat(NumberSyntax.matches(text))
                .as(text)
                .isEqualTo(GRAMMAR.matcher(text).matches());
    }

    @Provide
    Arbitrary<String> almostNumbers() {
        return Arbitraries.strings()
                .withChars("0019.eE+-")
                .withChars(' ', 'a', '\u0661')
                .ofMaxLength(9);
    }
}
