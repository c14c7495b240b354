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

/** What detectors are told of the voting. */
class ObservationTest {
    private final PartitionFixture scene = new PartitionFixture(3, new SimPolicy().maxHeld(600));

    @Test
    void shouldTellOfAClosedBallotWhoAgreedAndWhenFromItsStart() {
        long offset = scene.request();
        scene.answer("e1", offset);
        scene.pass(30).answer("e2", offset);
        scene.send("e3", offset, Distortion.otherResult(scene.fact(offset), "lie"));

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
    void shouldTellOfSilenceOnlyWhenTheOthersAgreedInTime() {
        long agreed = scene.request();
        scene.answer("e1", agreed);
        scene.answer("e2", agreed);
        scene.idle(6_000, agreed);
        long late = scene.request();
        scene.answer("e1", late);
        scene.heartbeat("e2", late);
        scene.idle(6_000, late);
        scene.answer("e2", late);

        assertThat(scene.observations()).hasSize(2);
        assertThat(showing((ClosedBallot) scene.observations().get(0), "e3"))
                .isEqualTo(new Showing(Standing.SILENT, OptionalLong.empty()));
        assertThat(showing((ClosedBallot) scene.observations().get(1), "e3"))
                .isEqualTo(new Showing(Standing.UNJUDGED, OptionalLong.empty()));
    }

    @Test
    void shouldTellOfAnEquivocationAtOnceAndJudgeItsAuthorNoFurther() {
        long offset = scene.request();
        scene.answer("e1", offset);
        scene.send("e3", offset, scene.honest(offset));

        scene.send("e3", offset, Distortion.otherResult(scene.fact(offset), "lie"));
        assertThat(scene.observations()).containsExactly(new ProvedEquivocation(new ExecutorId("e3"), offset, 2));

        scene.answer("e2", offset);
        assertThat(showing((ClosedBallot) scene.observations().getLast(), "e3").standing())
                .isEqualTo(Standing.UNJUDGED);
    }

    @Test
    void shouldJudgeNobodyInAVoidedBallot() {
        long offset = scene.request();
        scene.answer("e1", offset);
        scene.send(
                "e2",
                offset,
                Distortion.otherState(scene.honest(offset), scene.honest(offset).preState(), "x"));
        scene.send(
                "e3",
                offset,
                Distortion.otherState(scene.honest(offset), scene.honest(offset).preState(), "y"));
        assertThat(scene.observations()).isEmpty();

        long at = scene.voidEntry(offset);
        scene.heartbeat("e1", at);
        scene.heartbeat("e2", at);

        assertThat(onlyBallot().members().values())
                .extracting(Showing::standing)
                .containsOnly(Standing.UNJUDGED);
    }

    private ClosedBallot onlyBallot() {
        assertThat(scene.observations()).hasSize(1);
        Observation only = scene.observations().getFirst();
        return (ClosedBallot) only;
    }

    private static Showing showing(ClosedBallot ballot, String executor) {
        return ballot.members().get(new ExecutorId(executor));
    }
}
