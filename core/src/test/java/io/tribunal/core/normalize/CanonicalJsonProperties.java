package io.tribunal.core.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.JsonValue.JsonArray;
import io.tribunal.core.normalize.JsonValue.JsonNumber;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.erdtman.jcs.JsonCanonicalizer;

class CanonicalJsonProperties {
    /** The library's own canonicalizer is the oracle: it is right on arrays and objects that the strict parser admits. */
    @Property
    void shouldAgreeWithAnIndependentCanonicalizer(@ForAll("outputs") JsonValue value, @ForAll Random random)
            throws IOException {
        JsonValue wrapped = new JsonArray(List.of(value));
        String text = JsonArbitraries.spelled(wrapped, random);

        JsonValue parsed = StrictJson.parse(text.getBytes(UTF_8)).orElseThrow();

        assertThat(parsed).isEqualTo(wrapped);
        assertThat(CanonicalJson.write(parsed, NumberGrammar.DOUBLES)
                        .orElseThrow()
                        .toUtf8())
                .isEqualTo(new JsonCanonicalizer(text).getEncodedString());
    }

    @Property
    void shouldBeAFixedPoint(@ForAll("outputs") JsonValue value) {
        Bytes once = CanonicalJson.write(value, NumberGrammar.DOUBLES).orElseThrow();

        JsonValue again = StrictJson.parse(once.array()).orElseThrow();

        assertThat(CanonicalJson.write(again, NumberGrammar.DOUBLES)).contains(once);
    }

    @Property
    void shouldAdmitExactlyTheCanonicalFormOfABody(@ForAll("bodies") JsonValue value, @ForAll Random random) {
        Bytes canonical = CanonicalJson.write(value, NumberGrammar.INTEGERS).orElseThrow();
        Bytes spelled = Bytes.utf8(JsonArbitraries.spelled(value, random));

        assertThat(StrictJson.isCanonicalBody(canonical.array())).isTrue();
        assertThat(StrictJson.isCanonicalBody(spelled.array())).isEqualTo(spelled.equals(canonical));
        assertThat(StrictJson.canonicalBody(spelled.array())).contains(canonical);
    }

    /** One changed byte may give another admitted body, but never two encodings of one body. */
    @Property
    void shouldNeverAdmitTwoEncodingsOfOneBody(
            @ForAll("bodies") JsonValue value, @ForAll byte other, @ForAll @IntRange(max = 400) int at) {
        byte[] body = JsonArbitraries.canonical(value);
        byte[] changed = JsonArbitraries.changed(body, at, other);

        if (StrictJson.isCanonicalBody(changed)) {
            boolean sameMeaning = StrictJson.parse(changed).equals(StrictJson.parse(body));
            assertThat(sameMeaning).isEqualTo(Bytes.wrap(changed).equals(Bytes.wrap(body)));
        }
    }

    @Property
    void shouldDecideAnyBytesWithoutAnException(@ForAll byte[] bytes, @ForAll("jsonLike") String text) {
        assertThatCode(() -> StrictJson.isCanonicalBody(bytes)).doesNotThrowAnyException();
        assertThatCode(() -> StrictJson.parse(text.getBytes(UTF_8))).doesNotThrowAnyException();
    }

    @Property
    void shouldKeepEveryFiniteDoubleExactly(@ForAll double value) {
        NumberGrammar.DOUBLES
                .print(new JsonNumber(Double.toString(value)))
                .ifPresent(text -> assertThat(Double.parseDouble(text)).isEqualTo(value == 0 ? 0.0 : value));
    }

    @Property
    void shouldRoundDecimalsAsBigDecimalDoes(
            @ForAll @BigRange(min = "-1e30", max = "1e30") @Scale(25) BigDecimal value,
            @ForAll @IntRange(max = 30) int scale) {
        String expected = value.setScale(scale, RoundingMode.HALF_EVEN).toPlainString();

        assertThat(JsonNumber.of(value.toString()).flatMap(number -> Decimal.print(number, scale)))
                .contains(expected);
    }

    @Provide
    Arbitrary<JsonValue> outputs() {
        return JsonArbitraries.outputs();
    }

    @Provide
    Arbitrary<JsonValue> bodies() {
        return JsonArbitraries.bodies();
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.strings()
                .withChars("{}[]:,\"\\u0123e+-.truefalsn \ud800\udc00")
                .ofMaxLength(40);
    }
}
