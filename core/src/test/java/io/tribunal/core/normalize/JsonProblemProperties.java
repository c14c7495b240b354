package io.tribunal.core.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonProblemProperties {
    @Property(tries = 5_000)
    void shouldFindAProblemExactlyWhereATextIsRefused(@ForAll("trees") JsonValue tree, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] text = JsonArbitraries.spelled(tree, random).getBytes(UTF_8);
        for (int changes = 0; changes < 4; changes++) {
            agree(text);
            text = JsonArbitraries.changed(text, random.nextInt(text.length), other(random));
        }
    }

    @Property(tries = 20_000)
    void shouldAgreeOnTextsOfJsonsOwnCharacters(@ForAll("almostJson") String text) {
        agree(text.getBytes(UTF_8));
    }

    private static void agree(byte[] text) {
        assertThat(JsonProblem.of(text).isEmpty())
                .as(new String(text, UTF_8))
                .isEqualTo(StrictJson.parse(text).isPresent());
        JsonProblem.of(text).ifPresent(problem -> assertThat(problem.offset()).isBetween(0, text.length));
    }

    private static byte other(Random random) {
        String frequent = "{}[]\",:\\/u0d8c1-+.eE \t\n\u001f";
        return (byte)
                (random.nextInt(3) == 0 ? random.nextInt(256) : frequent.charAt(random.nextInt(frequent.length())));
    }

    @Provide
    Arbitrary<JsonValue> trees() {
        return JsonArbitraries.outputs();
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.strings()
                .withChars("{}[]\",:\\/ud8c01-+.eE \ttrue")
                .withChars('\u00a0', '\u0000', '\uFEFF', '\n')
                .ofMaxLength(10);
    }
}
