package io.tribunal.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.admission.ReplayWindow.Admitted;
import io.tribunal.core.admission.ReplayWindow.Check;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ReplayWindowProperties {
    @Property
    void shouldAgreeWithAModelThatRemembersEverything(@ForAll("walks") List<Long> sequences) {
        ReplayWindow window = new ReplayWindow();
        TreeMap<Long, Long> ever = new TreeMap<>();
        for (int offset = 0; offset < sequences.size(); offset++) {
            long sequence = sequences.get(offset);
            Check expected = expected(ever, sequence);

            assertThat(window.check(sequence)).isEqualTo(expected);

            if (expected instanceof Check.Fresh) {
                window.mark(sequence, offset);
                ever.put(sequence, (long) offset);
            }
        }
        assertThat(window.admitted()).isEqualTo(withinWindow(ever));
    }

    @Property
    void shouldBeEqualWhenRestored(@ForAll("walks") List<Long> sequences) {
        ReplayWindow window = new ReplayWindow();
        for (int offset = 0; offset < sequences.size(); offset++) {
            if (window.check(sequences.get(offset)) instanceof Check.Fresh) {
                window.mark(sequences.get(offset), offset);
            }
        }

        ReplayWindow restored = new ReplayWindow(window.admitted());

        assertThat(restored).isEqualTo(window).hasSameHashCodeAs(window);
        assertThat(restored.highest()).isEqualTo(window.highest());
    }

    private static Check expected(TreeMap<Long, Long> ever, long sequence) {
        if (sequence < 0) {
            return new Check.TooOld();
        }
        if (ever.isEmpty()) {
            return new Check.Fresh();
        }
        BigInteger ahead = BigInteger.valueOf(sequence).subtract(BigInteger.valueOf(ever.lastKey()));
        if (ahead.compareTo(BigInteger.TWO.pow(32)) > 0) {
            return new Check.Jump();
        }
        if (ahead.compareTo(BigInteger.valueOf(-1024)) <= 0) {
            return new Check.TooOld();
        }
        return ever.containsKey(sequence) ? new Check.Replayed(ever.get(sequence)) : new Check.Fresh();
    }

    private static List<Admitted> withinWindow(TreeMap<Long, Long> ever) {
        return ever.entrySet().stream()
                .filter(entry -> ever.lastKey() - entry.getKey() < 1024)
                .map(entry -> new Admitted(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Walks from a low or the very highest start, by steps that stay near, cross the window, or reach the jump limit. */
    @Provide
    Arbitrary<List<Long>> walks() {
        Arbitrary<Long> starts = Arbitraries.of(0L, 1L, 1023L, 1L << 40, Long.MAX_VALUE - (1L << 33), Long.MAX_VALUE);
        Arbitrary<Long> steps = Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.longs().between(-6, 6)),
                Tuple.of(4, Arbitraries.of(-1025L, -1024L, -1023L, 1022L, 1023L, 1024L, 1025L)),
                Tuple.of(1, Arbitraries.of((1L << 32) - 1, 1L << 32, (1L << 32) + 1, -(1L << 32))),
                Tuple.of(1, Arbitraries.longs()));
        return Combinators.combine(starts, steps.list().ofMaxSize(60)).as(ReplayWindowProperties::walk);
    }

    /** Each step is from the highest so far, as a client would; sums that leave the range of long wrap around. */
    private static List<Long> walk(long start, List<Long> steps) {
        List<Long> sequences = new ArrayList<>(List.of(start));
        long top = start;
        for (long step : steps) {
            sequences.add(top + step);
            top = step <= 1L << 32 ? Math.max(top, top + step) : top;
        }
        return sequences;
    }
}
