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

    private final DetectorFixture court = new DetectorFixture(5);
    private final Random random = new Random(3);

    @Test
    void shouldSuspectSoonAndFindOnlyAfterFurtherWindowsWhoDelaysBy100To500Ms() {
        court.closeMany(POLICY.baselineBallots());
        long before = court.last();

        while (court.findings().isEmpty()) {
            delayed(3).close();
        }
        long suspectedAfter = court.last() - before;
        while (court.findings().size() < 2) {
            delayed(3).close();
        }

        assertThat(court.findings()).hasExactlyElementsOfTypes(Suspected.class, Malicious.class);
        assertThat(suspectedAfter).isBetween(75L, 95L);
        assertThat(court.last() - before)
                .isBetween(suspectedAfter + 10L * POLICY.slowWindows(), suspectedAfter + 15L * POLICY.slowWindows());
        assertThat(court.findings().getLast().grounds().kind()).isEqualTo(DeviationClass.SLOW);
    }

    @Test
    void shouldCountAWindowOnceHoweverManyAnswersWereSlowInIt() {
        court.closeMany(POLICY.baselineBallots());
        for (int i = 0; i < 5_000; i++) {
            court.but(3, Standing.AGREED, 900).close(0);
        }

        court.close(1_000);

        assertThat(court.detector.statistic(DetectorFixture.executor(3), DeviationClass.SLOW))
                .isEqualTo(POLICY.slow().deviation());
    }

    @Test
    void shouldNotCountAWindowForAFewSlowAnswersAmongMany() {
        court.closeMany(POLICY.baselineBallots());
        for (int window = 0; window < 200; window++) {
            court.close(900);
            for (int i = 0; i < 24; i++) {
                if (i % 5 == 0) {
                    court.but(3, Standing.AGREED, 900);
                }
                court.close(4);
            }
        }

        assertThat(court.detector.statistic(DetectorFixture.executor(3), DeviationClass.SLOW))
                .isZero();
        assertThat(court.findings()).isEmpty();
    }

    @Test
    void shouldNotFindWhoIsSlowInFourOfTenWindowsByChance() {
        court.closeMany(POLICY.baselineBallots());

        for (int window = 0; window < 5_000; window++) {
            if (random.nextInt(10) < 4) {
                court.but(3, Standing.AGREED, 300);
            }
            court.close(POLICY.slowWindow());
        }

        assertThat(court.findings()).noneMatch(Malicious.class::isInstance);
    }

    @Test
    void shouldFindOnAPartitionWithOneAnswerAWindowWhoDelaysIt() {
        court.closeMany(POLICY.baselineBallots());
        long before = court.last();

        while (court.findings().stream().noneMatch(Malicious.class::isInstance)) {
            delayed(3).close(POLICY.slowWindow());
        }

        assertThat(court.last() - before).isBetween((long) POLICY.slowWindows(), 2L * POLICY.slowWindows());
    }

    @Test
    void shouldHoldNothingAgainstAnyoneWhenThreeOfFourPeersAreAsSlow() {
        court.closeMany(POLICY.baselineBallots());

        for (int i = 0; i < 1_000; i++) {
            court.but(1, Standing.AGREED, 600)
                    .but(2, Standing.AGREED, 500)
                    .but(3, Standing.AGREED, 500)
                    .but(4, Standing.AGREED, 500)
                    .close(1_000);
        }

        assertThat(court.findings()).isEmpty();
    }

    @Test
    void shouldTakeAnAbsentPeerForAsLateAsTheDeadline() {
        court.closeMany(POLICY.baselineBallots());

        for (int i = 0; i < 1_000; i++) {
            court.but(1, Standing.AGREED, 1_500)
                    .without(2, Standing.UNJUDGED)
                    .without(3, Standing.UNJUDGED)
                    .without(4, Standing.UNJUDGED)
                    .close(1_000);
        }

        assertThat(court.findings()).isEmpty();
    }

    @Test
    void shouldJudgeNobodyBeforeThereIsABaseline() {
        for (int i = 0; i < POLICY.baselineBallots(); i++) {
            court.but(3, Standing.AGREED, 4_000).close(1_000);
        }
        assertThat(court.detector.statistic(DetectorFixture.executor(3), DeviationClass.SLOW))
                .isZero();
        assertThat(court.findings()).isEmpty();

        for (int i = 0; i < 10; i++) {
            court.but(3, Standing.AGREED, 4_000).close(1_000);
        }

        assertThat(court.findings()).hasExactlyElementsOfTypes(Suspected.class);
    }

    @Test
    void shouldNeverCallAnAnswerBelowTheFloorSlow() {
        court.closeMany(POLICY.baselineBallots());

        for (int i = 0; i < 1_000; i++) {
            court.but(3, Standing.AGREED, POLICY.slowFloor()).close(1_000);
        }

        assertThat(court.findings()).isEmpty();
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

        assertThat(slowness.isSlow(ballot, DetectorFixture.executor(1), Long.MAX_VALUE)).isFalse();
    }

    private DetectorFixture delayed(int executor) {
        return court.but(executor, Standing.AGREED, DetectorFixture.USUAL + 100 + random.nextInt(401));
    }
}
