package io.tribunal.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.Finding.Malicious;
import io.tribunal.core.detection.Finding.Suspected;
import io.tribunal.core.identity.ExecutorId;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlowTest {
    private static final DetectionPolicy POLICY = DetectionPolicy.defaults();

    private final DetectorFixture fixture = new DetectorFixture(5);
    private final Random random = new Random(3);

    @Test
    void shouldSuspectSoonAndFindOnlyAfterFurtherWindowsAnExecutorDelayedBy100To500Ms() {
        fixture.closeMany(POLICY.baselineBallots());
        long before = fixture.last();

        while (fixture.findings().isEmpty()) {
            delayed(3).close();
        }
        long suspectedAfter = fixture.last() - before;
        while (fixture.findings().size() < 2) {
            delayed(3).close();
        }

        assertThat(fixture.findings()).hasExactlyElementsOfTypes(Suspected.class, Malicious.class);
        assertThat(suspectedAfter).isBetween(75L, 95L);
        assertThat(fixture.last() - before)
                .isBetween(suspectedAfter + 10L * POLICY.slowWindows(), suspectedAfter + 15L * POLICY.slowWindows());
        assertThat(fixture.findings().getLast().grounds().kind()).isEqualTo(DeviationClass.SLOW);
    }

    @Test
    void shouldCountAWindowOnceHoweverManyAnswersWereSlowInIt() {
        fixture.closeMany(POLICY.baselineBallots());
        for (int i = 0; i < 5_000; i++) {
            fixture.but(3, Standing.AGREED, 900).close(0);
        }

        fixture.close(1_000);

        assertThat(fixture.detector.statistic(DetectorFixture.executor(3), DeviationClass.SLOW))
                .isEqualTo(POLICY.slow().deviation());
    }

    @Test
    void shouldNotCountAWindowForAFewSlowAnswersAmongMany() {
        fixture.closeMany(POLICY.baselineBallots());
        for (int window = 0; window < 200; window++) {
            fixture.close(900);
            for (int i = 0; i < 24; i++) {
                if (i % 5 == 0) {
                    fixture.but(3, Standing.AGREED, 900);
                }
                fixture.close(4);
            }
        }

        assertThat(fixture.detector.statistic(DetectorFixture.executor(3), DeviationClass.SLOW))
                .isZero();
        assertThat(fixture.findings()).isEmpty();
    }

    @Test
    void shouldNotFindAnExecutorThatIsSlowInFourOfTenWindowsByChance() {
        fixture.closeMany(POLICY.baselineBallots());

        for (int window = 0; window < 5_000; window++) {
            if (random.nextInt(10) < 4) {
                fixture.but(3, Standing.AGREED, 300);
            }
            fixture.close(POLICY.slowWindow());
        }

        assertThat(fixture.findings()).noneMatch(Malicious.class::isInstance);
    }

    @Test
    void shouldFindASlowExecutorOnAPartitionWithOneAnswerPerWindow() {
        fixture.closeMany(POLICY.baselineBallots());
        long before = fixture.last();

        while (fixture.findings().stream().noneMatch(Malicious.class::isInstance)) {
            delayed(3).close(POLICY.slowWindow());
        }

        assertThat(fixture.last() - before).isBetween((long) POLICY.slowWindows(), 2L * POLICY.slowWindows());
    }

    @Test
    void shouldFindNoSlowExecutorWhenThreeOfFourPeersAreAsSlow() {
        fixture.closeMany(POLICY.baselineBallots());

        for (int i = 0; i < 1_000; i++) {
            fixture.but(1, Standing.AGREED, 600)
                    .but(2, Standing.AGREED, 500)
                    .but(3, Standing.AGREED, 500)
                    .but(4, Standing.AGREED, 500)
                    .close(1_000);
        }

        assertThat(fixture.findings()).isEmpty();
    }

    @Test
    void shouldCountAnAbsentPeerAsAnsweringAtTheDeadline() {
        fixture.closeMany(POLICY.baselineBallots());

        for (int i = 0; i < 1_000; i++) {
            fixture.but(1, Standing.AGREED, 1_500)
                    .without(2, Standing.UNJUDGED)
                    .without(3, Standing.UNJUDGED)
                    .without(4, Standing.UNJUDGED)
                    .close(1_000);
        }

        assertThat(fixture.findings()).isEmpty();
    }

    @Test
    void shouldJudgeNoExecutorBeforeThereIsABaseline() {
        for (int i = 0; i < POLICY.baselineBallots(); i++) {
            fixture.but(3, Standing.AGREED, 4_000).close(1_000);
        }
        assertThat(fixture.detector.statistic(DetectorFixture.executor(3), DeviationClass.SLOW))
                .isZero();
        assertThat(fixture.findings()).isEmpty();

        for (int i = 0; i < 10; i++) {
            fixture.but(3, Standing.AGREED, 4_000).close(1_000);
        }

        assertThat(fixture.findings()).hasExactlyElementsOfTypes(Suspected.class);
    }

    @Test
    void shouldNeverCallAnAnswerBelowTheFloorSlow() {
        fixture.closeMany(POLICY.baselineBallots());

        for (int i = 0; i < 1_000; i++) {
            fixture.but(3, Standing.AGREED, POLICY.slowFloor()).close(1_000);
        }

        assertThat(fixture.findings()).isEmpty();
    }

    @Test
    void shouldTakeTheNearestRankOfTheBestRun() {
        Baseline baseline = new Baseline(200);
        for (int i = 200; i >= 1; i--) {
            assertThat(baseline.p99()).isEmpty();
            baseline.take(i);
        }

        assertThat(baseline.p99()).hasValue(198);

        IntStream.range(0, 200).forEach(i -> baseline.take(100_000));
        assertThat(baseline.p99()).as("a slow run later on").hasValue(198);

        IntStream.range(0, 199).forEach(i -> baseline.take(7));
        assertThat(baseline.p99()).as("a fast run that is not full").hasValue(198);
        baseline.take(9);
        assertThat(baseline.p99()).as("a fast run").hasValue(7);
    }

    @Test
    void shouldNotOverflowWithHugeTimes() {
        SortedMap<ExecutorId, Showing> members = new TreeMap<>();
        members.put(DetectorFixture.executor(1), new Showing(Standing.AGREED, OptionalLong.of(Long.MAX_VALUE)));
        members.put(DetectorFixture.executor(2), new Showing(Standing.UNJUDGED, OptionalLong.empty()));
        ClosedBallot ballot = new ClosedBallot(1, 1, 1, Long.MAX_VALUE, OptionalLong.of(1), members);
        Slowness slowness = new Slowness(POLICY, OptionalLong.of(1));

        assertThat(slowness.isSlow(ballot, DetectorFixture.executor(1), Long.MAX_VALUE))
                .isFalse();
    }

    private DetectorFixture delayed(int executor) {
        return fixture.but(executor, Standing.AGREED, DetectorFixture.USUAL + 100 + random.nextInt(401));
    }
}
