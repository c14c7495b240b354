package io.tribunal.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.detection.Finding.Malicious;
import io.tribunal.core.detection.Finding.Suspected;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The number of ballots in one partition until an executor with wrong answers is found, with the default policy. */
class WrongAnswerTest {
    private static final int RUNS = 4_000;

    @Test
    void shouldFindAnAlwaysWrongExecutorWithinFiveBallots() {
        DetectorFixture fixture = new DetectorFixture(5);
        fixture.closeMany(1_000);
        long before = fixture.last();

        while (!isFound(fixture.but(2, Standing.DEVIATED).close(), 2)) {
            assertThat(fixture.last() - before).isLessThan(5);
        }

        assertThat(fixture.last() - before).isEqualTo(4);
        assertThat(fixture.findings()).hasExactlyElementsOfTypes(Suspected.class, Malicious.class);
        assertThat(fixture.findings().getLast().grounds())
                .isEqualTo(new Finding.Grounds(
                        DetectorFixture.executor(2),
                        DeviationClass.WRONG,
                        0,
                        10 * fixture.last(),
                        4 * 3_912_023,
                        List.of(before + 1, before + 2, before + 3, before + 4)));
    }

    @Test
    void shouldFindAnExecutorThatIsWrongInThirtyPercentWithin17BallotsAtTheMedianAnd30AtTheNinetyFifthPercentile() {
        long[] needed = ballotsUntilFound(0.30, 0);

        assertThat(needed[RUNS / 2]).isLessThanOrEqualTo(17);
        assertThat(needed[RUNS * 95 / 100]).isLessThanOrEqualTo(30);
    }

    @Test
    void shouldFindItAsSoonWhileAnotherExecutorIsWrongToo() {
        long[] alone = ballotsUntilFound(0.30, 0);

        assertThat(ballotsUntilFound(0.30, 0.5)).isEqualTo(alone);
    }

    @Test
    void shouldFindARarelyWrongExecutorLater() {
        long[] needed = ballotsUntilFound(0.05, 0);

        assertThat(needed[RUNS / 2]).isBetween(80L, 400L);
    }

    @Test
    void shouldNotFindAnExecutorThatIsWrongBelowTheDeclaredRate() {
        DetectorFixture fixture = new DetectorFixture(3);

        for (int i = 0; i < 20_000; i++) {
            fixture.but(1, i % 100 == 0 ? Standing.DEVIATED : Standing.AGREED).close();
        }

        assertThat(fixture.findings()).isEmpty();
    }

    /** Sorted, one entry a seed: ballots from the beginning of the lies on. */
    private static long[] ballotsUntilFound(double rate, double otherRate) {
        return LongStream.range(0, RUNS)
                .map(seed -> ballotsUntilFound(new Random(seed), rate, new Random(~seed), otherRate))
                .sorted()
                .toArray();
    }

    private static long ballotsUntilFound(Random random, double rate, Random other, double otherRate) {
        DetectorFixture fixture = new DetectorFixture(5);
        List<Finding> last = List.of();
        while (!isFound(last, 2)) {
            fixture.but(2, random.nextDouble() < rate ? Standing.DEVIATED : Standing.AGREED);
            fixture.but(4, other.nextDouble() < otherRate ? Standing.DEVIATED : Standing.AGREED);
            last = fixture.close();
        }
        assertThat(fixture.findings())
                .allMatch(it -> List.of(DetectorFixture.executor(2), DetectorFixture.executor(4))
                        .contains(it.grounds().executor()));
        return fixture.last();
    }

    private static boolean isFound(List<Finding> findings, int executor) {
        return findings.stream()
                .anyMatch(it ->
                        it instanceof Malicious && it.grounds().executor().equals(DetectorFixture.executor(executor)));
    }
}
