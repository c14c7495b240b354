package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.MembershipEvent.Down;
import io.tribunal.core.decision.MembershipEvent.Isolate;
import io.tribunal.core.decision.MembershipEvent.Probation;
import io.tribunal.core.decision.MembershipEvent.Readmit;
import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Recovered;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.Response;
import io.tribunal.core.policy.IsolationPolicy;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** DOWN and probationary executors: their claims have no effect, and their responses are only compared. */
class ProbationTest {
    private static final ExecutorId E4 = new ExecutorId("e4");
    private static final ExecutorId E5 = new ExecutorId("e5");
    private static final List<String> MEMBERS = List.of("e1", "e2", "e3", "e4");

    private final PartitionFixture fixture = new PartitionFixture(
            5, new SimPolicy().isolation(new IsolationPolicy(IsolationPolicy.Enforcement.ENFORCE, 3, 3, 3)));

    @Test
    void shouldNotMoveTheCursorByClaimsOfIsolatedOrDownExecutors() {
        decide(new Isolate(E4, DeviationClass.WRONG));
        decide(new Down(E5));
        long offset = fixture.request();

        fixture.answer("e4", offset);
        fixture.answer("e5", offset);
        fixture.answer("e1", offset);
        fixture.answer("e2", offset);
        assertThat(fixture.snapshot().handledThrough()).isLessThan(offset);

        fixture.answer("e3", offset);
        assertThat(fixture.outcomes(offset)).containsExactly("Agreed");
    }

    /** Otherwise f + 1 of them, one after the other, could move the cursor beyond the end of the log. */
    @Test
    void shouldForgetClaimsMadeBeforeADecision() {
        for (ExecutorId liar : List.of(E4, E5)) {
            fixture.heartbeat(liar.value(), Long.MAX_VALUE);
            decide(new Isolate(liar, DeviationClass.WRONG));
            long isolation =
                    fixture.root().chain().membership().find(liar).orElseThrow().isolation();
            decide(new Probation(liar));
            decide(new Readmit(liar, isolation));
        }
        long offset = fixture.request();

        fixture.heartbeat("e3", Long.MAX_VALUE);
        fixture.answer("e1", offset);
        fixture.answer("e2", offset);
        fixture.answer("e4", offset);

        assertThat(fixture.outcomes(offset)).containsExactly("Agreed");
        assertThat(fixture.snapshot().handledThrough()).isEqualTo(offset);
    }

    @Test
    void shouldCountAnIsolatedExecutorOnlyInBallotsOpenedBeforeItsIsolation() {
        long before = fixture.request();
        List.of("e1", "e2", "e3").forEach(executor -> fixture.heartbeat(executor, before));
        fixture.control(new Isolate(E5, DeviationClass.WRONG));
        long after = fixture.request();

        fixture.answer("e5", before, after);
        fixture.answer("e1", before, after);
        fixture.answer("e2", before, after);
        fixture.heartbeat("e3", after);
        assertThat(fixture.outcomes(before)).containsExactly("Agreed");
        assertThat(fixture.outcomes(after)).isEmpty();

        fixture.answer("e4", after);
        assertThat(fixture.outcomes(after)).containsExactly("Agreed");
    }

    /** Otherwise an executor on probation would be isolated again for the same deviations. */
    @Test
    void shouldNotObserveDeviationsThatAnIsolationHasSettled() {
        long before = fixture.request();
        fixture.send("e5", before, lie(before));
        List.of("e1", "e2", "e3").forEach(executor -> fixture.heartbeat(executor, before));
        decide(new Isolate(E5, DeviationClass.WRONG));

        MEMBERS.forEach(executor -> fixture.answer(executor, before));

        assertThat(fixture.observations())
                .filteredOn(ClosedBallot.class::isInstance)
                .extracting(
                        observation -> ((ClosedBallot) observation).members().keySet())
                .containsExactly(
                        new TreeSet<>(MEMBERS.stream().map(ExecutorId::new).toList()));
    }

    @Test
    void shouldWaitForAProbationaryExecutorOnlyUntilTheDeadline() {
        decide(new Down(E5));
        fixture.heartbeat("e5", Long.MAX_VALUE);
        long offset = fixture.request();
        MEMBERS.forEach(executor -> fixture.answer(executor, offset));
        assertThat(fixture.outcomes(offset)).containsExactly("Agreed");
        assertThat(fixture.snapshot().ballots()).hasSize(1);

        fixture.pass(2_000).heartbeat("e1", offset);
        fixture.pass(2_000).heartbeat("e1", offset);
        assertThat(fixture.snapshot().ballots()).hasSize(1);
        fixture.pass(2_000).heartbeat("e1", offset);

        assertThat(fixture.snapshot().ballots()).isEmpty();
        assertThat(fixture.snapshot().streaks()).isEmpty();
    }

    @Test
    void shouldNotWaitForAProbationaryExecutorThatIsFarBehind() {
        decide(new Down(E5));
        for (int i = 0; i < 300; i++) {
            fixture.hostile();
        }
        long offset = fixture.request();

        MEMBERS.forEach(executor -> fixture.answer(executor, offset));

        assertThat(fixture.snapshot().ballots()).isEmpty();
    }

    @Test
    void shouldRestartTheCountAfterAWrongAMissingAndAnEquivocalResponse() {
        decide(new Down(E5));
        agree(2);
        answerAndAgree(lie(fixture.request()));
        agree(2);
        long twofold = fixture.request();
        answerAndAgree(fixture.honest(twofold), lie(twofold));
        agree(2);
        long missed = fixture.request();
        MEMBERS.forEach(executor -> fixture.answer(executor, missed));
        fixture.idle(8_000, missed);
        agree(2);
        assertThat(recovered()).isEmpty();

        fixture.restart();
        agree(1);

        assertThat(recovered()).singleElement().satisfies(it -> {
            assertThat(it.executor()).isEqualTo(E5);
            assertThat(it.answers()).isEqualTo(3);
        });
    }

    @Test
    void shouldReportARecoveryAgainEachTimeTheCountHasDoubled() {
        decide(new Down(E5));

        agree(24);

        assertThat(recovered()).extracting(Recovered::answers).containsExactly(3, 6, 12, 24);
    }

    @Test
    void shouldObserveTheExecutorOnlyInThePartitionOfTheEvidence() {
        fixture.append(fixture.root().decide(fixture.root().proposal(new Down(E5), 1), Enforcement.ENFORCED));
        fixture.request();

        agree(10);

        assertThat(recovered()).isEmpty();
        assertThat(fixture.snapshot().streaks()).isEmpty();
    }

    /** Appends the decision, and lets all other executors pass it. */
    private void decide(MembershipEvent event) {
        long at = fixture.control(event);
        fixture.deployment.executors().stream()
                .filter(name -> !name.equals(event.executor().value()))
                .forEach(name -> fixture.heartbeat(name, at));
    }

    private void agree(int ballots) {
        for (int i = 0; i < ballots; i++) {
            answerAndAgree(fixture.honest(fixture.request()));
        }
    }

    /** The observed executor answers first, then all members. */
    private void answerAndAgree(Response... answers) {
        long offset = answers[0].businessOffset();
        for (Response answer : answers) {
            fixture.send("e5", offset, answer);
        }
        MEMBERS.forEach(executor -> fixture.answer(executor, offset));
    }

    private Response lie(long offset) {
        return WrongResponses.otherResult(fixture.expectedResponse(offset), "lie");
    }

    private List<Recovered> recovered() {
        return fixture.observations().stream()
                .filter(Recovered.class::isInstance)
                .map(Recovered.class::cast)
                .toList();
    }
}
