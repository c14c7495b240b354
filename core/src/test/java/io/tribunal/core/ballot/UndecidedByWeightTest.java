package io.tribunal.core.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UndecidedByWeightTest {
    private static final ExecutorId E1 = new ExecutorId("e1");
    private static final ExecutorId E2 = new ExecutorId("e2");
    private static final ExecutorId E3 = new ExecutorId("e3");

    private final Confidence confidence = new Confidence();
    private final UndecidedByWeight undecided = new UndecidedByWeight();

    @BeforeEach
    void letTheThirdExecutorWeighMoreThanTheOthers() {
        confidence.restore(E1, 200);
        confidence.restore(E2, 200);
        confidence.restore(E3, 1_024);
    }

    private static Ballot ballot(long offset, Adjudication rule) {
        Policy policy = Policy.defaults(new QuorumSpec(3), List.of());
        BallotTerms terms = new BallotTerms(
                new LogPosition(0, offset),
                Hash.ZERO,
                new RequestId(Bytes.wrap(new byte[RequestId.LENGTH])),
                new ClientId("client"),
                "PUT",
                policy.withState(policy.state().withStateful(false)).withAdjudication(rule, Optional.empty()),
                new TreeSet<>(List.of(E1, E2, E3)),
                new TreeSet<>(),
                0,
                Optional.empty(),
                2);
        return new Ballot(terms, Optional.empty(), ResponseContents.unlimited());
    }

    private static void answer(Ballot ballot, ExecutorId executor, String output) {
        Response response = new Response(
                ballot.offset(),
                Hash.ZERO,
                Bytes.EMPTY,
                Bytes.EMPTY,
                Bytes.EMPTY,
                Status.OK,
                "text/plain",
                Bytes.utf8(output),
                List.of());
        SignedEnvelope envelope = new SignedEnvelope("", Bytes.EMPTY, "", Bytes.EMPTY, Optional.empty());
        ResponseBatch.Item item = new ResponseBatch.Item(Bytes.utf8(output), response);
        ballot.count(
                new LoggedResponse(
                        executor, new ResponseBatch.Proved(envelope, ballot.offset(), 0, List.of(), item), 1),
                1);
    }

    /** A ballot that the first two executors have answered, and that was tried in vain. */
    private Ballot waiting(long offset, String output) {
        Ballot ballot = ballot(offset, Adjudication.WEIGHTED);
        answer(ballot, E1, output);
        answer(ballot, E2, output);
        assertThat(ballot.decide(1, confidence)).isEmpty();
        undecided.update(ballot);
        return ballot;
    }

    /** A ballot closes in which the third executor was wrong. */
    private void closeBallotAgainstTheThird() {
        Confidence equal = new Confidence();
        Ballot ballot = ballot(99, Adjudication.WEIGHTED);
        answer(ballot, E1, "a");
        answer(ballot, E2, "a");
        answer(ballot, E3, "b");
        assertThat(ballot.decide(1, equal)).isPresent();
        confidence.take(ballot);
    }

    @Test
    void shouldGiveTheWaitingBallotsWhenTheHistoryGivesTheirVotersTheWeight() {
        Ballot first = waiting(1, "a");
        Ballot second = waiting(2, "other");
        assertThat(undecided.decidable(confidence)).isEmpty();

        closeBallotAgainstTheThird();
        assertThat(undecided.decidable(confidence)).isEmpty();
        while (!confidence.isMajority(List.of(E1, E2), List.of(E1, E2, E3))) {
            closeBallotAgainstTheThird();
        }

        assertThat(undecided.decidable(confidence)).containsExactlyInAnyOrder(first, second);
        assertThat(first.decide(1, confidence)).isPresent();
    }

    @Test
    void shouldAskOnlyOnceForEachChangeOfTheHistory() {
        waiting(1, "a");
        for (int i = 0; i < 20; i++) {
            closeBallotAgainstTheThird();
        }

        assertThat(undecided.decidable(confidence)).hasSize(1);
        assertThat(undecided.decidable(confidence)).isEmpty();
    }

    @Test
    void shouldForgetABallotThatIsDecidedOrHasOtherVoters() {
        Ballot decided = waiting(1, "a");
        Ballot restarted = waiting(2, "a");
        Ballot contradicted = waiting(3, "a");
        answer(decided, E3, "a");
        assertThat(decided.decide(1, confidence)).isPresent();
        undecided.update(decided);
        restarted.restart(2, 0);
        undecided.update(restarted);
        answer(contradicted, E1, "b");
        undecided.update(contradicted);
        for (int i = 0; i < 20; i++) {
            closeBallotAgainstTheThird();
        }

        assertThat(undecided.decidable(confidence)).isEmpty();
    }

    @Test
    void shouldIgnoreBallotsOfOtherAdjudicators() {
        Ballot unanimous = ballot(1, Adjudication.UNANIMOUS);
        answer(unanimous, E1, "a");
        answer(unanimous, E2, "a");
        undecided.update(unanimous);
        for (int i = 0; i < 20; i++) {
            closeBallotAgainstTheThird();
        }

        assertThat(undecided.decidable(confidence)).isEmpty();
    }
}
