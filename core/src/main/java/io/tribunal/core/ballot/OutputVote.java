package io.tribunal.core.ballot;

import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.behaviour.Round;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import java.util.List;
import java.util.Optional;

/**
 * The vote on a ballot's output, by the policy's adjudicator.
 *
 * @param round of the behaviour model, if the policy has one
 * @param responses those that are valid and carry the agreed state
 * @param closed whether no further response is waited for
 */
record OutputVote(BallotTerms terms, Optional<Round> round, List<CountedResponse> responses, boolean closed) {

    /** The outcome, as soon as it is known. */
    Optional<Verdict.Outcome> outcome(Confidence confidence, Optional<AgreedState> state) {
        List<Vote> votes = responses.stream().map(this::voteOf).toList();
        Poll poll = new Poll(terms.electorate(), terms.needed(), terms.votesNeeded(), votes, closed);
        return Adjudicator.of(terms.policy().voting().adjudication(), confidence)
                .adjudicate(poll)
                .flatMap(this::firstWith)
                .map(response -> agreed(response, state));
    }

    private Vote voteOf(CountedResponse response) {
        Optional<String> newState = round.flatMap(behaviour -> behaviour.newState(response.executor()));
        return new Vote(response.executor(), digestOf(response), newState);
    }

    private Optional<CountedResponse> firstWith(Hash output) {
        return responses.stream()
                .filter(response -> digestOf(response).equals(output))
                .findFirst();
    }

    private static Hash digestOf(CountedResponse response) {
        return validityOf(response).voteDigest();
    }

    private static Assessment.Valid validityOf(CountedResponse response) {
        return (Assessment.Valid) response.assessment();
    }

    private static Verdict.Outcome agreed(CountedResponse counted, Optional<AgreedState> state) {
        Response response = counted.response();
        Assessment.Valid valid = validityOf(counted);
        return new Verdict.Agreed(
                response.status(), response.contentType(), valid.normalizedOutput(), valid.voteDigest(), state);
    }
}
