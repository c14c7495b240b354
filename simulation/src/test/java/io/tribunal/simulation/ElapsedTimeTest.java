package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.partition.Event;
import org.junit.jupiter.api.Test;

class ElapsedTimeTest {
    private final PartitionFixture scene = new PartitionFixture(3, new SimPolicy());

    @Test
    void shouldChargeNobodyForABrokerFailOverOfTenSeconds() {
        long first = scene.request();
        scene.answer("e1", first);
        scene.heartbeat("e2", first);

        scene.pass(10_000);
        scene.answer("e3", first);
        scene.answer("e2", first);

        assertThat(scene.outcomes(first)).containsExactly("Agreed");
        assertThat(scene.deviations()).isEmpty();
    }

    @Test
    void shouldGiveTheLastRequestBeforeSilenceItsOverdueAndLaterItsVerdict() {
        long last = scene.request();
        scene.answer("e1", last);

        scene.idle(20_000, last);
        assertThat(scene.outcomes(last)).containsExactly("Overdue");
        assertThat(scene.deviations()).isEmpty();

        scene.answer("e2", last);
        assertThat(scene.outcomes(last)).containsExactly("Overdue", "Agreed");
    }

    @Test
    void shouldGiveAStreamOfRejectedRequestsItsVerdicts() {
        long last = 0;
        for (int i = 0; i < 20; i++) {
            last = scene.hostile();
        }

        scene.heartbeat("e1", last);
        scene.heartbeat("e2", last);

        assertThat(scene.events()).hasSize(20).allMatch(Event.VerdictIssued.class::isInstance);
        assertThat(scene.outcomes(last)).containsExactly("Rejected");
    }

    @Test
    void shouldNotJumpWithAClockThatGoesToTheYear2100AndBack() {
        long first = scene.request();
        scene.heartbeat("e1", first);
        scene.heartbeat("e2", first);
        long before = scene.snapshot().elapsed();
        long gap = SimClock.YEAR_2100 - SimClock.START;

        scene.pass(gap).heartbeat("e1", first);
        scene.pass(-gap).heartbeat("e2", first);

        assertThat(scene.snapshot().elapsed() - before).isEqualTo(2_000);
        assertThat(scene.outcomes(first)).isEmpty();
    }

    @Test
    void shouldCallNobodySilentInABallotThatWasAgreedTooLate() {
        long first = scene.request();
        scene.answer("e1", first);
        scene.idle(6_000, first);

        scene.answer("e2", first);
        scene.idle(6_000, first);

        assertThat(scene.outcomes(first)).containsExactly("Overdue", "Agreed");
        assertThat(scene.deviations()).isEmpty();
    }

    @Test
    void shouldNeverPassADeadlineThatNoClockCanReach() {
        PartitionFixture patient = new PartitionFixture(3, new SimPolicy().deadline(Long.MAX_VALUE));
        patient.heartbeat("e1", 0);
        patient.idle(1_000, 0);
        long first = patient.request();

        patient.idle(20_000, first);

        assertThat(patient.outcomes(first)).isEmpty();
    }
}
