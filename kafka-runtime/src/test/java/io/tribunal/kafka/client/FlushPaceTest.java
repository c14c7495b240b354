package io.tribunal.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlushPaceTest {
    private final FlushPace pace = new FlushPace();

    /** Flushes what has come at that rate, as often as the pace allows; returns how many flushes there were. */
    private int run(long from, long ms, double recordsPerMs) {
        int flushes = 0;
        double waiting = 0;
        for (long now = from; now < from + ms; now++) {
            waiting += recordsPerMs;
            if (waiting >= 1 && pace.isDue(now, false)) {
                pace.flushed(now, (int) waiting);
                waiting -= (int) waiting;
                flushes++;
            }
        }
        return flushes;
    }

    @Test
    void shouldFlushTheFirstRecordAtOnce() {
        assertThat(pace.isDue(0, false)).isTrue();
    }

    @Test
    void shouldNotFlushTwiceWithinTheShortestInterval() {
        pace.flushed(50, 1);

        assertThat(pace.isDue(50, false)).isFalse();
        assertThat(pace.isDue(51, false)).isFalse();
        assertThat(pace.isDue(52, false)).isTrue();
    }

    @Test
    void shouldFlushEachRecordAtOnceAtAHundredASecond() {
        assertThat(run(0, 2_000, 0.1)).isBetween(199, 200);
        assertThat(pace.intervalMs()).isEqualTo(FlushPace.SHORTEST_MS);
    }

    @Test
    void shouldFlushOnceInTwentyMsFromAThousandASecondOn() {
        run(0, 1_000, 3);

        assertThat(run(1_000, 1_000, 3)).isEqualTo(50);
    }

    @Test
    void shouldFlushSeldomEnoughAtEveryRate() {
        for (double rate = 0.05; rate < 5; rate += 0.05) {
            assertThat(run((long) (rate * 1_000_000), 1_000, rate))
                    .as("rate " + rate)
                    .isLessThanOrEqualTo(260);
        }
    }

    @Test
    void shouldFlushALoneRecordAtOnceAfterALoad() {
        run(0, 1_000, 5);

        assertThat(pace.isDue(1_000 + FlushPace.LONGEST_MS, false)).isTrue();
        pace.flushed(1_100, 1);
        assertThat(pace.isDue(1_102, false)).isTrue();
    }

    @Test
    void shouldForgetALoadWithinAFewHundredMs() {
        run(0, 1_000, 5);

        run(1_000, 600, 0.1);

        assertThat(pace.intervalMs()).isLessThanOrEqualTo(3);
    }

    @Test
    void shouldWaitForTheLongestIntervalWhileMoreIsExpected() {
        pace.flushed(50, 1);

        assertThat(pace.isDue(69, true)).isFalse();
        assertThat(pace.isDue(70, true)).isTrue();
    }

    @Test
    void shouldGatherAnEighthOfWhatHasNoAnswer() {
        pace.flushed(50, 1);

        assertThat(pace.isDue(51, 1, 1)).as("the interval").isFalse();
        assertThat(pace.isDue(52, 1, 8)).isTrue();
        assertThat(pace.isDue(80, 127, 1_024)).isFalse();
        assertThat(pace.isDue(80, 128, 1_024)).isTrue();
        assertThat(pace.isDue(249, 1, 1_024)).isFalse();
        assertThat(pace.isDue(250, 1, 1_024)).as("the longest wait").isTrue();
    }

    @Test
    void shouldNotTakeABurstAfterSilenceForALoad() {
        pace.flushed(0, 1);

        pace.flushed(10_000, 100);

        assertThat(pace.intervalMs()).isEqualTo(FlushPace.SHORTEST_MS);
    }

    @Test
    void shouldKeepTheShortestIntervalAfterHeartbeats() {
        pace.flushed(0, 0);
        pace.flushed(500, 0);

        assertThat(pace.isDue(502, false)).isTrue();
    }
}
