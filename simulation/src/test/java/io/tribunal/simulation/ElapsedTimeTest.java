package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.partition.Event;
import org.junit.jupiter.api.Test;

class ElapsedTimeTest {
    private final PartitionFixture fixture = new PartitionFixture(3, new SimPolicy());

    @Test
    void shouldRecordNoDeviationForABrokerFailoverOfTenSeconds() {
        long first = fixture.request();
        fixture.answer("e1", first);
        fixture.heartbeat("e2", first);

        fixture.pass(10_000);
        fixture.answer("e3", first);
        fixture.answer("e2", first);

        assertThat(fixture.outcomes(first)).containsExactly("Agreed");
        assertThat(fixture.deviations()).isEmpty();
    }

    @Test
    void shouldMarkTheLastRequestBeforeSilenceOverdueAndDecideItLater() {
        long last = fixture.request();
        fixture.answer("e1", last);

        fixture.idle(20_000, last);
        assertThat(fixture.outcomes(last)).containsExactly("Overdue");
        assertThat(fixture.deviations()).isEmpty();

        fixture.answer("e2", last);
        assertThat(fixture.outcomes(last)).containsExactly("Overdue", "Agreed");
    }

    @Test
    void shouldDecideAStreamOfRejectedRequests() {
        long last = 0;
        for (int i = 0; i < 20; i++) {
            last = fixture.hostile();
        }

        fixture.heartbeat("e1", last);
        fixture.heartbeat("e2", last);

        assertThat(fixture.events()).hasSize(20).allMatch(Event.VerdictIssued.class::isInstance);
        assertThat(fixture.outcomes(last)).containsExactly("Rejected");
    }

    @Test
    void shouldIgnoreAClockThatJumpsToTheYear2100AndBack() {
        long first = fixture.request();
        fixture.heartbeat("e1", first);
        fixture.heartbeat("e2", first);
        long before = fixture.snapshot().elapsed();
        long gap = SimClock.YEAR_2100 - SimClock.START;

        fixture.pass(gap).heartbeat("e1", first);
        fixture.pass(-gap).heartbeat("e2", first);

        assertThat(fixture.snapshot().elapsed() - before).isEqualTo(2_000);
        assertThat(fixture.outcomes(first)).isEmpty();
    }

    @Test
    void shouldRecordNoSilenceInABallotThatWasAgreedTooLate() {
        long first = fixture.request();
        fixture.answer("e1", first);
        fixture.idle(6_000, first);

        fixture.answer("e2", first);
        fixture.idle(6_000, first);

        assertThat(fixture.outcomes(first)).containsExactly("Overdue", "Agreed");
        assertThat(fixture.deviations()).isEmpty();
    }

    @Test
    void shouldNeverReachADeadlineThatOverflows() {
        PartitionFixture patient = new PartitionFixture(3, new SimPolicy().deadline(Long.MAX_VALUE));
        patient.heartbeat("e1", 0);
        patient.idle(1_000, 0);
        long first = patient.request();

        patient.idle(20_000, first);

        assertThat(patient.outcomes(first)).isEmpty();
    }
}
