package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CursorTest {
    @Test
    void shouldStandStillWhileMoreThanHalfLag() {
        PartitionFixture scene = new PartitionFixture(5, new SimPolicy());
        long last = scene.request();
        scene.answer("e1", last);
        scene.answer("e2", last);
        scene.heartbeat("e3", 0);
        assertThat(scene.events()).isEmpty();
        assertThat(scene.snapshot().handledThrough()).isZero();

        scene.answer("e3", last);

        assertThat(scene.outcomes(last)).containsExactly("Agreed");
    }

    @Test
    void shouldNotFollowFExecutorsThatClaimWhatNobodyWrote() {
        PartitionFixture scene = new PartitionFixture(5, new SimPolicy());
        long first = scene.request();
        scene.heartbeat("e4", Long.MAX_VALUE);
        scene.heartbeat("e5", Long.MAX_VALUE);
        scene.answer("e1", first);
        scene.answer("e2", first);
        scene.answer("e3", first);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
        assertThat(scene.snapshot().handledThrough()).isEqualTo(first);
    }

    @Test
    void shouldFollowTwoOfThreeValidators() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy());
        long last = scene.hostile();
        scene.heartbeat("v1", last);
        scene.heartbeat("v1", last);
        assertThat(scene.events()).isEmpty();

        scene.heartbeat("v2", last);

        assertThat(scene.outcomes(last)).containsExactly("Rejected");
    }

    @Test
    void shouldNeverGoBack() {
        PartitionFixture scene = new PartitionFixture(3, new SimPolicy());
        long last = scene.hostile();
        scene.heartbeat("e1", last);
        scene.heartbeat("e2", last);

        scene.heartbeat("e1", 0);
        scene.heartbeat("e2", 0);

        assertThat(scene.snapshot().handledThrough()).isEqualTo(last);
        assertThat(scene.events()).hasSize(1);
    }
}
