package io.tribunal.kafka.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.schemas.codec.SnapshotKey;
import org.junit.jupiter.api.Test;

class SnapshotPositionsTest {
    private final SnapshotPositions positions = new SnapshotPositions();

    private void take(long offset) {
        positions.take(new SnapshotKey(new LogPosition(0, offset), 0).encode());
    }

    @Test
    void shouldHoldThePositionsOfItsKeys() {
        positions.take(null);
        positions.take(new byte[] {1});
        assertThat(positions.isEmpty()).isTrue();
        take(7);

        assertThat(positions.contains(new LogPosition(0, 7))).isTrue();
        assertThat(positions.contains(new LogPosition(0, 8))).isFalse();
    }

    @Test
    void shouldHoldABoundedNumber() {
        for (long offset = 0; offset <= SnapshotPositions.MAX_POSITIONS; offset++) {
            take(offset);
        }

        assertThat(positions.contains(new LogPosition(0, SnapshotPositions.MAX_POSITIONS - 1)))
                .isTrue();
        assertThat(positions.contains(new LogPosition(0, SnapshotPositions.MAX_POSITIONS)))
                .isFalse();
    }
}
