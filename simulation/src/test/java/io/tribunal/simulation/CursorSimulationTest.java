package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CursorSimulationTest {
    @Test
    void shouldNotAdvanceWhileMoreThanHalfOfTheExecutorsLag() {
        PartitionFixture fixture = new PartitionFixture(5, new SimPolicy());
        long last = fixture.request();
        fixture.answer("e1", last);
        fixture.answer("e2", last);
        fixture.heartbeat("e3", 0);
        assertThat(fixture.events()).isEmpty();
        assertThat(fixture.snapshot().handledThrough()).isZero();

        fixture.answer("e3", last);

        assertThat(fixture.outcomes(last)).containsExactly("Agreed");
    }

    @Test
    void shouldNotFollowClaimsOfFExecutorsAboutEntriesThatDoNotExist() {
        PartitionFixture fixture = new PartitionFixture(5, new SimPolicy());
        long first = fixture.request();
        fixture.heartbeat("e4", Long.MAX_VALUE);
        fixture.heartbeat("e5", Long.MAX_VALUE);
        fixture.answer("e1", first);
        fixture.answer("e2", first);
        fixture.answer("e3", first);

        assertThat(fixture.outcomes(first)).containsExactly("Agreed");
        assertThat(fixture.snapshot().handledThrough()).isEqualTo(first);
    }

    @Test
    void shouldFollowTwoOfThreeValidators() {
        PartitionFixture fixture = new PartitionFixture(3, new SimPolicy());
        long last = fixture.hostile();
        fixture.heartbeat("v1", last);
        fixture.heartbeat("v1", last);
        assertThat(fixture.events()).isEmpty();

        fixture.heartbeat("v2", last);

        assertThat(fixture.outcomes(last)).containsExactly("Rejected");
    }

    @Test
    void shouldNeverMoveBackwards() {
        PartitionFixture fixture = new PartitionFixture(3, new SimPolicy());
        long last = fixture.hostile();
        fixture.heartbeat("e1", last);
        fixture.heartbeat("e2", last);

        fixture.heartbeat("e1", 0);
        fixture.heartbeat("e2", 0);

        assertThat(fixture.snapshot().handledThrough()).isEqualTo(last);
        assertThat(fixture.events()).hasSize(1);
    }
}
