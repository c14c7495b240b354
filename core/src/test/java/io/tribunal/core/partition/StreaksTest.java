package io.tribunal.core.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.Recovered;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StreaksTest {
    private static final ExecutorId E1 = new ExecutorId("e1");

    @Test
    void shouldReportTheAgreeingAnswersInARowWhenTheyAreEnoughAndWhenTheyHaveDoubled() {
        Streaks streaks = new Streaks();
        Showing agreed = new Showing(Standing.AGREED, OptionalLong.of(1));
        List<Recovered> reports = new ArrayList<>();
        for (int i = 1; i <= 13; i++) {
            streaks.take(E1, agreed, 3, i, 100 + i).ifPresent(reports::add);
        }

        assertThat(reports)
                .containsExactly(
                        new Recovered(E1, 3, 1, 3, 103),
                        new Recovered(E1, 6, 1, 6, 106),
                        new Recovered(E1, 12, 1, 12, 112));
    }

    @Test
    void shouldEndARowWithAWrongOrMissingAnswerOnly() {
        Streaks streaks = new Streaks();
        Showing agreed = new Showing(Standing.AGREED, OptionalLong.of(1));
        streaks.take(E1, agreed, 2, 1, 1);
        assertThat(streaks.take(E1, new Showing(Standing.UNJUDGED, OptionalLong.of(1)), 2, 2, 2))
                .isEmpty();
        assertThat(streaks.take(E1, agreed, 2, 3, 3)).contains(new Recovered(E1, 2, 1, 3, 3));
        for (Showing bad : List.of(
                new Showing(Standing.DEVIATED, OptionalLong.of(1)),
                new Showing(Standing.SILENT, OptionalLong.empty()),
                new Showing(Standing.UNJUDGED, OptionalLong.empty()))) {
            streaks.end(E1);
            streaks.take(E1, agreed, 2, 4, 4);
            assertThat(streaks.take(E1, bad, 2, 5, 5)).isEmpty();
            assertThat(streaks.take(E1, agreed, 2, 6, 6)).as("after %s", bad).isEmpty();
        }
    }
}
