package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Hash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The executors cannot agree on the state after an entry: later entries wait for a void, and are answered again after it. */
class VoidedStateTest {
    private final PartitionFixture fixture = new PartitionFixture(3, new SimPolicy());
    private long lost;
    private long waiting;

    @BeforeEach
    void splitTheState() {
        lost = fixture.request();
        waiting = fixture.request();
        fixture.answer("e1", lost);
        fixture.send(
                "e2",
                lost,
                WrongResponses.otherState(
                        fixture.honest(lost), fixture.honest(lost).preState(), "e2"));
        fixture.send(
                "e3",
                lost,
                WrongResponses.otherState(
                        fixture.honest(lost), fixture.honest(lost).preState(), "e3"));
        fixture.deployment.executors().forEach(executor -> fixture.answer(executor, waiting));
    }

    @Test
    void shouldKeepLaterBallotsOpenAndReportThemOverdueOnce() {
        fixture.idle(12_000, waiting);

        assertThat(fixture.outcomes(lost)).containsExactly("Split");
        assertThat(fixture.outcomes(waiting)).containsExactly("Overdue");
    }

    @Test
    void shouldDecideAllRequestsAfterTheVoid() {
        long position = fixture.voidEntry(lost);
        long later = fixture.request();

        fixture.deployment.executors().forEach(executor -> fixture.answerAt(executor, later, waiting, later));
        fixture.idle(6_000, later);

        assertThat(fixture.outcomes(lost)).containsExactly("Split");
        assertThat(fixture.outcomes(waiting)).containsExactly("Agreed");
        assertThat(fixture.outcomes(later)).containsExactly("Agreed");
        assertThat(fixture.snapshot().agreedState())
                .isEqualTo(fixture.expectedResponse(later).after().orElseThrow().postState());
        assertThat(fixture.deviations()).isEmpty();
        assertThat(position).isLessThan(later);
    }

    @Test
    void shouldCountANewResponseThatPrecedesTheCursor() {
        long position = fixture.voidEntry(lost);
        fixture.answerAt("e1", position, waiting);
        assertThat(fixture.snapshot().handledThrough()).isLessThan(position);

        fixture.answerAt("e2", position, waiting);

        assertThat(fixture.outcomes(waiting)).containsExactly("Agreed");
        assertThat(fixture.lastVerdict().supporters())
                .extracting(Verdict.Supporter::executorId)
                .hasToString("[e1, e2]");
    }

    @Test
    void shouldHoldNewResponsesOverARestart() {
        long position = fixture.voidEntry(lost);
        fixture.answerAt("e1", position, waiting);

        fixture.restart();
        fixture.answerAt("e2", position, waiting);

        assertThat(fixture.outcomes(waiting)).containsExactly("Agreed");
    }

    @Test
    void shouldNotCountResponsesFromBeforeTheVoid() {
        long position = fixture.voidEntry(lost);
        fixture.heartbeat("e1", position);
        fixture.heartbeat("e2", position);

        fixture.answerAt("e1", position - 1, waiting);
        fixture.answerAt("e2", position - 1, waiting);
        assertThat(fixture.outcomes(waiting)).isEmpty();

        fixture.answerAt("e1", position, waiting);
        fixture.answerAt("e2", position, waiting);
        assertThat(fixture.outcomes(waiting)).containsExactly("Agreed");
    }

    @Test
    void shouldIgnoreAVoidOfAnotherPartitionOrWithAnotherState() {
        long last = fixture.control(new Action.VoidState(1, lost, Hash.ZERO));
        last = fixture.control(new Action.VoidState(0, lost, Hash.sha256()));
        last = fixture.control(new Action.VoidState(0, waiting, Hash.ZERO));
        fixture.heartbeat("e1", last);
        fixture.heartbeat("e2", last);

        fixture.answerAt("e1", last, waiting);
        fixture.answerAt("e2", last, waiting);

        assertThat(fixture.snapshot().settledThrough()).isLessThan(lost);
        assertThat(fixture.outcomes(waiting)).isEmpty();
    }

    @Test
    void shouldRecordNoDeviationForTheVoidedEntryAndThoseAfterIt() {
        long position = fixture.voidEntry(lost);
        fixture.deployment.executors().forEach(executor -> fixture.answerAt(executor, position, waiting));
        fixture.idle(6_000, position);

        assertThat(fixture.deviations()).extracting(Deviation::kind).isEmpty();
        assertThat(fixture.snapshot().ballots()).isEmpty();
    }
}
