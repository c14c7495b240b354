package io.tribunal.core.ballot;

import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.behaviour.Round;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        return Adjudicator.of(terms.policy().voting().adjudication(), confidence)
                .adjudicate(poll())
                .flatMap(this::firstWith)
                .map(response -> agreed(response, state));
    }

    private Poll poll() {
        List<Vote> votes = new ArrayList<>(responses.size());
        for (CountedResponse response : responses) {
            votes.add(voteOf(response));
        }
        return new Poll(terms.electorate(), terms.needed(), terms.votesNeeded(), votes, closed);
    }

    /** Who has voted for each output that has enough equal votes; null when none has. */
    UndecidedByWeight.@Nullable Voters voters() {
        List<List<ExecutorId>> equal = new ArrayList<>();
        for (Poll.Equal one : poll().publishable()) {
            equal.add(one.voters());
        }
        return equal.isEmpty() ? null : new UndecidedByWeight.Voters(terms.electorate(), equal);
    }

    private Vote voteOf(CountedResponse response) {
        Optional<String> newState = round.flatMap(behaviour -> behaviour.newState(response.executor()));
        return new Vote(response.executor(), digestOf(response), newState);
    }

    private Optional<CountedResponse> firstWith(Hash output) {
        for (CountedResponse response : responses) {
            if (digestOf(response).equals(output)) {
                return Optional.of(response);
            }
        }
        return Optional.empty();
    }

    private static Hash digestOf(CountedResponse response) {
        return ((Assessment.Valid) response.assessment()).voteDigest();
    }

    private Verdict.Outcome agreed(CountedResponse counted, Optional<AgreedState> state) {
        Response response = counted.response();
        return new Verdict.Agreed(
                response.status(), response.contentType(), counted.normalizedOutput(terms), digestOf(counted), state);
    }
}
