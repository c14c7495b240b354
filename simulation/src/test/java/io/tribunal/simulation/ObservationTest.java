package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.detection.ProvedEquivocation;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.identity.ExecutorId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The observations that the voting gives to the detectors. */
class ObservationTest {
    private final PartitionFixture fixture = new PartitionFixture(3, new SimPolicy().maxHeld(600));

    @Test
    void shouldObserveWhoAgreedInAClosedBallotAndWhen() {
        long offset = fixture.request();
        fixture.answer("e1", offset);
        fixture.pass(30).answer("e2", offset);
        fixture.send("e3", offset, WrongResponses.otherResult(fixture.expectedResponse(offset), "lie"));

        ClosedBallot ballot = onlyBallot();

        assertThat(ballot.businessOffset()).isEqualTo(offset);
        assertThat(ballot.allowed()).isEqualTo(5_000);
        assertThat(ballot.agreedAfter()).hasValue(0);
        assertThat(ballot.observedAt()).isEqualTo(2);
        assertThat(ballot.closedAt()).isEqualTo(50);
        assertThat(showing(ballot, "e1")).isEqualTo(new Showing(Standing.AGREED, OptionalLong.of(0)));
        assertThat(showing(ballot, "e2")).isEqualTo(new Showing(Standing.AGREED, OptionalLong.of(0)));
        assertThat(showing(ballot, "e3")).isEqualTo(new Showing(Standing.DEVIATED, OptionalLong.of(10)));
    }

    @Test
    void shouldObserveSilenceOnlyWhenTheOthersAgreedInTime() {
        long agreed = fixture.request();
        fixture.answer("e1", agreed);
        fixture.answer("e2", agreed);
        fixture.idle(6_000, agreed);
        long late = fixture.request();
        fixture.answer("e1", late);
        fixture.heartbeat("e2", late);
        fixture.idle(6_000, late);
        fixture.answer("e2", late);

        assertThat(fixture.observations()).hasSize(2);
        assertThat(showing((ClosedBallot) fixture.observations().get(0), "e3"))
                .isEqualTo(new Showing(Standing.SILENT, OptionalLong.empty()));
        assertThat(showing((ClosedBallot) fixture.observations().get(1), "e3"))
                .isEqualTo(new Showing(Standing.UNJUDGED, OptionalLong.empty()));
    }

    @Test
    void shouldObserveAnEquivocationAtOnceAndNothingElseOfItsAuthor() {
        long offset = fixture.request();
        fixture.answer("e1", offset);
        fixture.send("e3", offset, fixture.honest(offset));

        fixture.send("e3", offset, WrongResponses.otherResult(fixture.expectedResponse(offset), "lie"));
        assertThat(fixture.observations()).containsExactly(new ProvedEquivocation(new ExecutorId("e3"), offset, 2));

        fixture.answer("e2", offset);
        assertThat(showing((ClosedBallot) fixture.observations().getLast(), "e3")
                        .standing())
                .isEqualTo(Standing.UNJUDGED);
    }

    @Test
    void shouldObserveNoExecutorInAVoidedBallot() {
        long offset = fixture.request();
        fixture.answer("e1", offset);
        fixture.send(
                "e2",
                offset,
                WrongResponses.otherState(
                        fixture.honest(offset), fixture.honest(offset).preState(), "x"));
        fixture.send(
                "e3",
                offset,
                WrongResponses.otherState(
                        fixture.honest(offset), fixture.honest(offset).preState(), "y"));
        assertThat(fixture.observations()).isEmpty();

        long at = fixture.voidEntry(offset);
        fixture.heartbeat("e1", at);
        fixture.heartbeat("e2", at);

        assertThat(onlyBallot().members().values())
                .extracting(Showing::standing)
                .containsOnly(Standing.UNJUDGED);
    }

    private ClosedBallot onlyBallot() {
        assertThat(fixture.observations()).hasSize(1);
        Observation only = fixture.observations().getFirst();
        return (ClosedBallot) only;
    }

    private static Showing showing(ClosedBallot ballot, String executor) {
        return ballot.members().get(new ExecutorId(executor));
    }
}
