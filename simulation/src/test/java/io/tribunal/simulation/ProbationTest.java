package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.MembershipEvent.Down;
import io.tribunal.core.decision.MembershipEvent.Isolate;
import io.tribunal.core.decision.MembershipEvent.Probation;
import io.tribunal.core.decision.MembershipEvent.Readmit;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Recovered;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.Response;
import io.tribunal.core.policy.IsolationPolicy;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Executors that do not count: what they say moves nothing, and what they answer is only compared. */
class ProbationTest {
    private static final ExecutorId E4 = new ExecutorId("e4");
    private static final ExecutorId E5 = new ExecutorId("e5");
    private static final List<String> OTHERS = List.of("e1", "e2", "e3", "e4");

    private final PartitionFixture scene =
            new PartitionFixture(5, new SimPolicy().isolation(new IsolationPolicy(IsolationPolicy.Enforcement.ENFORCE, 3, 3, 3)));

    @Test
    void shouldNotMoveTheCursorByTheClaimsOfWhoDoesNotCount() {
        decided(new Isolate(E4, DeviationClass.WRONG));
        decided(new Down(E5));
        long offset = scene.request();

        scene.answer("e4", offset);
        scene.answer("e5", offset);
        scene.answer("e1", offset);
        scene.answer("e2", offset);
        assertThat(scene.snapshot().handledThrough()).isLessThan(offset);

        scene.answer("e3", offset);
        assertThat(scene.outcomes(offset)).containsExactly("Agreed");
    }

    /** Else f + 1 of them, one after the other, would move the cursor to where there is nothing. */
    @Test
    void shouldForgetWhatWasClaimedBeforeADecision() {
        for (ExecutorId liar : List.of(E4, E5)) {
            scene.heartbeat(liar.value(), Long.MAX_VALUE);
            decided(new Isolate(liar, DeviationClass.WRONG));
            long isolation =
                    scene.root().chain().membership().find(liar).orElseThrow().isolation();
            decided(new Probation(liar));
            decided(new Readmit(liar, isolation));
        }
        long offset = scene.request();

        scene.heartbeat("e3", Long.MAX_VALUE);
        scene.answer("e1", offset);
        scene.answer("e2", offset);
        scene.answer("e4", offset);

        assertThat(scene.outcomes(offset)).containsExactly("Agreed");
        assertThat(scene.snapshot().handledThrough()).isEqualTo(offset);
    }

    @Test
    void shouldCountWhoWasIsolatedInBallotsOpenedBeforeAndInNoneAfter() {
        long before = scene.request();
        List.of("e1", "e2", "e3").forEach(executor -> scene.heartbeat(executor, before));
        scene.control(new Isolate(E5, DeviationClass.WRONG));
        long after = scene.request();

        scene.answer("e5", before, after);
        scene.answer("e1", before, after);
        scene.answer("e2", before, after);
        scene.heartbeat("e3", after);
        assertThat(scene.outcomes(before)).containsExactly("Agreed");
        assertThat(scene.outcomes(after)).isEmpty();

        scene.answer("e4", after);
        assertThat(scene.outcomes(after)).containsExactly("Agreed");
    }

    /** Else who is on probation would be isolated again for what it has been isolated for. */
    @Test
    void shouldNotHoldAgainstAnybodyWhatItsIsolationHasSettled() {
        long before = scene.request();
        scene.send("e5", before, lie(before));
        List.of("e1", "e2", "e3").forEach(executor -> scene.heartbeat(executor, before));
        decided(new Isolate(E5, DeviationClass.WRONG));

        OTHERS.forEach(executor -> scene.answer(executor, before));

        assertThat(scene.observations())
                .filteredOn(ClosedBallot.class::isInstance)
                .extracting(
                        observation -> ((ClosedBallot) observation).members().keySet())
                .containsExactly(
                        new TreeSet<>(OTHERS.stream().map(ExecutorId::new).toList()));
    }

    @Test
    void shouldWaitForWhoIsWatchedNoLongerThanToTheDeadline() {
        decided(new Down(E5));
        scene.heartbeat("e5", Long.MAX_VALUE);
        long offset = scene.request();
        OTHERS.forEach(executor -> scene.answer(executor, offset));
        assertThat(scene.outcomes(offset)).containsExactly("Agreed");
        assertThat(scene.snapshot().ballots()).hasSize(1);

        scene.pass(2_000).heartbeat("e1", offset);
        scene.pass(2_000).heartbeat("e1", offset);
        assertThat(scene.snapshot().ballots()).hasSize(1);
        scene.pass(2_000).heartbeat("e1", offset);

        assertThat(scene.snapshot().ballots()).isEmpty();
        assertThat(scene.snapshot().streaks()).isEmpty();
    }

    @Test
    void shouldNotWaitForWhoIsWatchedAndFarBehind() {
        decided(new Down(E5));
        for (int i = 0; i < 300; i++) {
            scene.hostile();
        }
        long offset = scene.request();

        OTHERS.forEach(executor -> scene.answer(executor, offset));

        assertThat(scene.snapshot().ballots()).isEmpty();
    }

    @Test
    void shouldBeginAnewAfterAWrongAMissingAndATwofoldAnswer() {
        decided(new Down(E5));
        agree(2);
        watch(lie(scene.request()));
        agree(2);
        long twofold = scene.request();
        watch(scene.honest(twofold), lie(twofold));
        agree(2);
        long missed = scene.request();
        OTHERS.forEach(executor -> scene.answer(executor, missed));
        scene.idle(8_000, missed);
        agree(2);
        assertThat(recovered()).isEmpty();

        scene.restart();
        agree(1);

        assertThat(recovered()).singleElement().satisfies(it -> {
            assertThat(it.executor()).isEqualTo(E5);
            assertThat(it.answers()).isEqualTo(3);
        });
    }

    @Test
    void shouldTellOfARecoveryAgainEachTimeThatItsAnswersHaveDoubled() {
        decided(new Down(E5));

        agree(24);

        assertThat(recovered()).extracting(Recovered::answers).containsExactly(3, 6, 12, 24);
    }

    @Test
    void shouldWatchOnlyWhereTheEvidenceWas() {
        scene.append(scene.root().decide(scene.root().proposal(new Down(E5), 1), Enforcement.ENFORCED));
        scene.request();

        agree(10);

        assertThat(recovered()).isEmpty();
        assertThat(scene.snapshot().streaks()).isEmpty();
    }

    /** Everybody who counts has come past the decision. */
    private void decided(MembershipEvent event) {
        long at = scene.control(event);
        scene.deployment.executors().stream()
                .filter(name -> !name.equals(event.executor().value()))
                .forEach(name -> scene.heartbeat(name, at));
    }

    private void agree(int ballots) {
        for (int i = 0; i < ballots; i++) {
            watch(scene.honest(scene.request()));
        }
    }

    /** The watched one answers first, then all who count. */
    private void watch(Response... answers) {
        long offset = answers[0].businessOffset();
        for (Response answer : answers) {
            scene.send("e5", offset, answer);
        }
        OTHERS.forEach(executor -> scene.answer(executor, offset));
    }

    private Response lie(long offset) {
        return Distortion.otherResult(scene.fact(offset), "lie");
    }

    private List<Recovered> recovered() {
        return scene.observations().stream()
                .filter(Recovered.class::isInstance)
                .map(Recovered.class::cast)
                .toList();
    }
}
