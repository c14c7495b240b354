package io.tribunal.conformance.diversity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubsetChoiceTest {
    private static final PairCount NONE = new PairCount(10, 0, 0);

    @Test
    void shouldChooseTheSubsetThatSharesLeast() {
        // Given 0 and 1 are equal, 2 and 3 are equal, and of the other pairs only 0 and 2 share a component
        SubsetChoice choice = new SubsetChoice(pairs(new int[][] {{0, 1, 7}, {0, 2, 1}, {2, 3, 7}}, NONE));
        // When, Then
        assertThat(choice.best(4, 2)).containsExactly(0, 3);
        assertThat(choice.points(choice.best(4, 3))).isEqualTo(14);
    }

    @Test
    void shouldPreferFewerEscapesWhenOverlapIsEqual() {
        // Given
        List<Pair> pairs = new ArrayList<>(pairs(new int[0][], NONE));
        pairs.replaceAll(pair -> pair.one() == 0 && pair.other() == 1
                ? new Pair(0, 1, pair.overlap(), new PairCount(10, 5, 5), NONE, NONE)
                : pair);
        // When, Then
        assertThat(new SubsetChoice(pairs).best(4, 2)).containsExactly(0, 2);
    }

    private static List<Pair> pairs(int[][] shared, PairCount count) {
        List<Pair> pairs = new ArrayList<>();
        for (int one = 0; one < 4; one++) {
            for (int other = one + 1; other < 4; other++) {
                pairs.add(new Pair(one, other, overlap(shared, one, other), count, count, count));
            }
        }
        return pairs;
    }

    private static Overlap overlap(int[][] shared, int one, int other) {
        int kinds = 0;
        for (int[] entry : shared) {
            kinds += entry[0] == one && entry[1] == other ? entry[2] : 0;
        }
        return new Overlap(IntStream.range(0, kinds).mapToObj(i -> "kind " + i).toList(), List.of());
    }
}
