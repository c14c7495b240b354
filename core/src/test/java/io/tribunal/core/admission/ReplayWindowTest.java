package io.tribunal.core.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tribunal.core.admission.ReplayWindow.Admitted;
import io.tribunal.core.admission.ReplayWindow.Check;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
    private static final long JUMP = 1L << 32;
    private static final Check FRESH = new Check.Fresh();
    private static final Check TOO_OLD = new Check.TooOld();

    private final ReplayWindow window = new ReplayWindow();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1024, JUMP, JUMP + 1, Long.MAX_VALUE})
    void shouldTakeAnyFirstSequence(long sequence) {
        assertThat(window.check(sequence)).isEqualTo(FRESH);

        window.mark(sequence, 3);

        assertThat(window.highest()).hasValue(sequence);
        assertThat(window.check(sequence)).isEqualTo(replayOf(3));
        assertThat(window.admitted()).containsExactly(new Admitted(sequence, 3));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -1024, Long.MIN_VALUE})
    void shouldCallNegativeSequencesTooOldAndNeverReplayed(long sequence) {
        assertThat(window.check(sequence)).isEqualTo(TOO_OLD);
        assertThatIllegalArgumentException().isThrownBy(() -> window.mark(sequence, 0));

        window.mark(5, 0);

        assertThat(window.check(sequence)).isEqualTo(TOO_OLD);
    }

    @Test
    void shouldHaveNoHighestAtFirst() {
        assertThat(window.highest()).isEmpty();
        assertThat(window.admitted()).isEmpty();
    }

    @Test
    void shouldRefuseOnlyJumpsAboveTheLimit() {
        window.mark(10, 0);

        assertThat(window.check(10 + JUMP)).isEqualTo(FRESH);
        assertThat(window.check(10 + JUMP + 1)).isEqualTo(new Check.Jump());
        assertThat(window.check(Long.MAX_VALUE)).isEqualTo(new Check.Jump());
    }

    @Test
    void shouldBeExactlyAsWideAsSpecified() {
        window.mark(5000, 1);

        assertThat(window.check(5000 - 1023)).isEqualTo(FRESH);
        assertThat(window.check(5000 - 1024)).isEqualTo(TOO_OLD);
    }

    @Test
    void shouldAdmitLateSequencesWithinTheWindowOnce() {
        window.mark(2000, 1);
        window.mark(1500, 2);

        assertThat(window.highest()).hasValue(2000);
        assertThat(window.check(1500)).isEqualTo(replayOf(2));
        assertThat(window.check(1501)).isEqualTo(FRESH);
    }

    @Test
    void shouldForgetSequencesBelowTheWindow() {
        window.mark(0, 0);
        window.mark(1, 1);
        window.mark(1024, 2);

        assertThat(window.check(0)).isEqualTo(TOO_OLD);
        assertThat(window.check(1)).isEqualTo(replayOf(1));
        assertThat(window.check(1023)).isEqualTo(FRESH);
    }

    @Test
    void shouldNotTakeASlotsFormerSequenceForTheNewOne() {
        window.mark(7, 1);
        window.mark(100_000, 2);

        assertThat(window.admitted()).containsExactly(new Admitted(100_000, 2));
        assertThat(window.check(7 + 97 * 1024)).isEqualTo(FRESH);
    }

    @Test
    void shouldNotOverflowAtTheTop() {
        window.mark(Long.MAX_VALUE - 1, 8);
        window.mark(Long.MAX_VALUE, 9);

        assertThat(window.check(Long.MAX_VALUE - 1023)).isEqualTo(FRESH);
        assertThat(window.check(Long.MAX_VALUE - 1024)).isEqualTo(TOO_OLD);
        assertThat(window.check(0)).isEqualTo(TOO_OLD);
        assertThat(window.check(Long.MIN_VALUE)).isEqualTo(TOO_OLD);
        assertThat(window.admitted())
                .containsExactly(new Admitted(Long.MAX_VALUE - 1, 8), new Admitted(Long.MAX_VALUE, 9));
    }

    @Test
    void shouldNotMarkAReplayOrAJump() {
        window.mark(3, 0);

        assertThatIllegalArgumentException().isThrownBy(() -> window.mark(3, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> window.mark(4 + JUMP, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> window.mark(4, -1));
        assertThat(window.admitted()).containsExactly(new Admitted(3, 0));
    }

    @Test
    void shouldEqualOnlyAWindowOfTheSameContent() {
        ReplayWindow empty = new ReplayWindow();
        window.mark(3, 1);

        assertThat(window).isEqualTo(new ReplayWindow(List.of(new Admitted(3, 1))));
        assertThat(window).isNotEqualTo(new ReplayWindow(List.of(new Admitted(3, 2))));
        assertThat(window).isNotEqualTo(new ReplayWindow(List.of(new Admitted(3 + 1024, 1))));
        assertThat(window).isNotEqualTo(empty);
    }

    @Test
    void shouldRefuseImpossibleContent() {
        assertThatIllegalArgumentException().isThrownBy(() -> windowOf(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> windowOf(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> windowOf(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> windowOf(0, 1024));
        assertThatIllegalArgumentException().isThrownBy(() -> windowOf(0, 2 * JUMP));
    }

    private static ReplayWindow windowOf(long... sequences) {
        return new ReplayWindow(Arrays.stream(sequences)
                .mapToObj(sequence -> new Admitted(sequence, 1))
                .toList());
    }

    private static Check replayOf(long offset) {
        return new Check.Replayed(offset);
    }
}
