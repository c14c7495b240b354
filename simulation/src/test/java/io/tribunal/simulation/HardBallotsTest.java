package io.tribunal.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.partition.Event;
import org.junit.jupiter.api.Test;

class HardBallotsTest {
    private final PartitionFixture fixture = new PartitionFixture(3, new SimPolicy());

    @Test
    void shouldAdvanceTheStateWhenOutputsAreSplit() {
        long first = fixture.request();
        fixture.answer("e1", first);
        fixture.send("e2", first, WrongResponses.otherResult(fixture.expectedResponse(first), "b"));
        fixture.send("e3", first, WrongResponses.otherResult(fixture.expectedResponse(first), "c"));
        assertThat(fixture.outcomes(first)).containsExactly("Split");
        assertThat(((Verdict.Split) fixture.lastVerdict().outcome()).state())
                .isEqualTo(fixture.expectedResponse(first).after());

        long second = fixture.request();
        fixture.answer("e1", second);
        fixture.answer("e2", second);

        assertThat(fixture.outcomes(second)).containsExactly("Agreed");
        assertThat(fixture.deviations()).isEmpty();
    }

    @Test
    void shouldAcceptAnHonestRestartThatAnswersInOtherBatches() {
        long first = fixture.request();
        long second = fixture.request();
        fixture.answer("e1", first);
        fixture.answer("e1", second);

        fixture.send(
                "e1",
                second,
                fixture.expectedResponse(first).response(77L),
                fixture.expectedResponse(second).response(78L));
        fixture.answer("e2", first, second);
        fixture.answer("e3", first, second);

        assertThat(fixture.outcomes(first)).containsExactly("Agreed");
        assertThat(fixture.outcomes(second)).containsExactly("Agreed");
        assertThat(fixture.events()).allMatch(Event.VerdictIssued.class::isInstance);
    }

    @Test
    void shouldHoldAResponseAheadOfTheCursorUntilAnotherExecutorReachesItsEntry() {
        long first = fixture.request();
        long second = fixture.request();
        assertThat(fixture.answer("e1", first, second)).isEmpty();
        assertThat(fixture.snapshot().handledThrough()).isZero();

        fixture.answer("e2", first);

        assertThat(fixture.outcomes(first)).containsExactly("Agreed");
        assertThat(fixture.lastVerdict().supporters())
                .extracting(Verdict.Supporter::responseOffset)
                .containsExactly(0L, 1L);
        assertThat(fixture.snapshot().handledThrough()).isEqualTo(first);
        assertThat(fixture.outcomes(second)).isEmpty();
    }

    @Test
    void shouldReportEquivocationOnceAndCountNeitherResponse() {
        long first = fixture.request();
        fixture.answer("e1", first);
        fixture.send("e3", first, WrongResponses.otherResult(fixture.expectedResponse(first), "a"));
        fixture.send("e3", first, WrongResponses.otherResult(fixture.expectedResponse(first), "b"));
        fixture.send("e3", first, WrongResponses.otherResult(fixture.expectedResponse(first), "c"));
        fixture.answer("e3", first);
        assertThat(fixture.outcomes(first)).isEmpty();

        fixture.answer("e2", first);

        assertThat(fixture.outcomes(first)).containsExactly("Agreed");
        assertThat(fixture.deviations())
                .singleElement()
                .matches(deviation -> deviation.kind() == Deviation.Kind.EQUIVOCATED)
                .matches(deviation -> deviation.executorId().value().equals("e3"));
    }

    @Test
    void shouldKeepAtMostOneOutputPerMemberHoweverOftenOneAnswers() {
        long first = fixture.request();
        for (int i = 0; i < 50; i++) {
            fixture.send("e3", first, fixture.expectedResponse(first).response(i));
        }
        fixture.answer("e1", first);

        assertThat(fixture.outcomes(first)).containsExactly("Agreed");
        assertThat(fixture.deviations()).isEmpty();
        assertThat(fixture.snapshot().ballots().get(0)).isEqualTo(2);
    }
}
