package io.tribunal.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final long FROM = TimeUnit.SECONDS.toNanos(100);
    private final Recording recording = new Recording(new MeasurementWindow(FROM, at(10)));

    private static long at(double seconds) {
        return FROM + (long) (seconds * 1e9);
    }

    @Test
    void shouldCountOnlyAnswersWithinTheWindow() {
        // Given answers before, in and after the window
        recording.ended(at(-2), at(-1), true);
        recording.ended(at(-1), at(0.5), true);
        recording.ended(at(3), at(3.5), true);
        recording.ended(at(9), at(10.5), true);

        // When
        Figures figures = recording.figures();

        // Then two of them came within its ten seconds
        assertThat(figures.perSecond()).isEqualTo(0.2);
    }

    @Test
    void shouldMeasureRequestsDueInTheWindowHoweverLateTheirAnswers() {
        // Given one due before the window and one whose answer comes after it
        recording.ended(at(-5), at(1), true);
        recording.ended(at(9), at(12), true);

        // When
        Figures figures = recording.figures();

        // Then only the second one is a latency
        assertThat(figures.p50()).isCloseTo(3_000, within(5.0));
        assertThat(figures.max()).isCloseTo(3_000, within(5.0));
    }

    @Test
    void shouldShowTheSlowestTenth() {
        // Given ten answers in each second but the fifth, which has one
        for (int second = 0; second < 10; second++) {
            for (int i = 0; i < (second == 4 ? 1 : 10); i++) {
                recording.ended(at(second), at(second + 0.5), true);
            }
        }

        // When
        Figures figures = recording.figures();

        // Then
        assertThat(figures.slowestTenth()).isEqualTo(1);
        assertThat(figures.perSecond()).isCloseTo(9.1, within(1e-9));
    }

    @Test
    void shouldOnlyCountUnansweredRequests() {
        // Given
        recording.ended(at(1), at(2), false);

        // When
        Figures figures = recording.figures();

        // Then
        assertThat(figures.unanswered()).isEqualTo(1);
        assertThat(figures.perSecond()).isZero();
        assertThat(figures.max()).isZero();
    }
}
