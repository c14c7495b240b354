package io.tribunal.core.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.JsonValue.JsonArray;
import io.tribunal.core.policy.NormalizationProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NormalizerProperties {
    private static final NormalizationProfile MASKS = new NormalizationProfile(
            List.of("/*/0", "/a"),
            new TreeMap<>(),
            List.of("", "/*", "/*/*"),
            List.of("", "/*", "/*/*"),
            List.of("/*"));

    @Property
    void shouldNotDependOnTheFormOfAnOutput(@ForAll("outputs") JsonValue output, @ForAll Random random) {
        Optional<Bytes> one = normalize(JsonArbitraries.spelled(output, random), MASKS);
        Optional<Bytes> other = normalize(JsonArbitraries.spelled(output, random), MASKS);

        assertThat(one).isPresent().isEqualTo(other);
    }

    @Property
    void shouldNotDependOnTheOrderOfUnorderedArrays(@ForAll("lists") List<JsonValue> elements, @ForAll Random random) {
        NormalizationProfile unordered =
                new NormalizationProfile(List.of(), new TreeMap<>(), List.of(""), List.of(), List.of());
        List<JsonValue> shuffled = new ArrayList<>(elements);
        Collections.shuffle(shuffled, random);

        assertThat(normalize(JsonArbitraries.spelled(new JsonArray(shuffled), random), unordered))
                .isEqualTo(normalize(JsonArbitraries.spelled(new JsonArray(elements), random), unordered));
    }

    @Property
    void shouldBeAFixedPointWithoutAProfile(@ForAll("outputs") JsonValue output, @ForAll Random random) {
        Bytes once = normalize(JsonArbitraries.spelled(output, random), NormalizationProfile.NONE)
                .orElseThrow();

        assertThat(normalize(once.toUtf8(), NormalizationProfile.NONE)).contains(once);
    }

    private static Optional<Bytes> normalize(String output, NormalizationProfile profile) {
        return Normalizer.normalize(Normalizer.JSON, Bytes.utf8(output), profile);
    }

    @Provide
    Arbitrary<JsonValue> outputs() {
        return JsonArbitraries.outputs();
    }

    @Provide
    Arbitrary<List<JsonValue>> lists() {
        return JsonArbitraries.outputs().list().ofMaxSize(6);
    }
}
