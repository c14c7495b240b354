package io.tribunal.audit.check;

import io.tribunal.core.ballot.Assessment;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.state.StateDigest;

/**
 * The first field in which an answer differs, and both values after normalization.
 *
 * @param field of the response; below {@code output}, a JSON pointer
 */
record FieldDifference(String field, String expected, String got) {
    private static final String NONE = "none";

    /** The field behind a difference between an answer and its ballot. */
    static FieldDifference of(Ballot ballot, CountedResponse answer, Difference difference) {
        Response response = answer.response();
        return switch (difference) {
            case REQUEST_HASH ->
                hashes(
                        "requestHash",
                        ballot.terms().requestHash().bytes(),
                        response.requestHash().bytes());
            case NOT_NORMALIZABLE ->
                new FieldDifference(
                        "output",
                        "what normalizes, of at most "
                                + ballot.terms().policy().limits().maxOutput() + " bytes",
                        Excerpt.of(response.output()));
            case WRITES -> hashes("postState", madeBy(response), response.postState());
            case STATE_ROOT_DUE, STATE_ROOT -> hashes("stateRoot", agreedRoot(ballot), response.stateRoot());
            case PRE_STATE ->
                hashes("preState", ballot.before().map(Hash::bytes).orElse(Bytes.EMPTY), response.preState());
            case POST_STATE -> hashes("postState", agreedState(ballot), response.postState());
            case OUTPUT -> output((Verdict.Agreed) ballot.decision().orElseThrow(), ballot.terms(), answer);
            case EQUIVOCATED, UNDECIDED -> throw new IllegalArgumentException("nothing to compare: " + difference);
        };
    }

    /** The first field in which two answers of one executor to one request differ. */
    static FieldDifference between(BallotTerms terms, CountedResponse first, CountedResponse second) {
        if (first.assessment() instanceof Assessment.Valid one
                && second.assessment() instanceof Assessment.Valid other
                && !one.voteDigest().equals(other.voteDigest())) {
            return vote(terms, first, second);
        }
        return first.postState().equals(second.postState())
                ? hashes("stateRoot", first.stateRoot(), second.stateRoot())
                : hashes("postState", first.postState(), second.postState());
    }

    private static FieldDifference output(Verdict.Agreed agreed, BallotTerms terms, CountedResponse answer) {
        Response response = answer.response();
        if (agreed.status() != response.status()) {
            return new FieldDifference(
                    "status", agreed.status().name(), response.status().name());
        }
        return agreed.contentType().equals(response.contentType())
                ? OutputDifference.first(agreed.output(), answer.normalizedOutput(terms))
                : contentTypes(agreed.contentType(), response.contentType());
    }

    private static FieldDifference vote(BallotTerms terms, CountedResponse first, CountedResponse second) {
        Response one = first.response();
        Response other = second.response();
        if (one.status() != other.status()) {
            return new FieldDifference(
                    "status", one.status().name(), other.status().name());
        }
        return one.contentType().equals(other.contentType())
                ? OutputDifference.first(first.normalizedOutput(terms), second.normalizedOutput(terms))
                : contentTypes(one.contentType(), other.contentType());
    }

    private static FieldDifference contentTypes(String expected, String got) {
        return new FieldDifference("contentType", Excerpt.of(expected), Excerpt.of(got));
    }

    private static Bytes madeBy(Response response) {
        return response.preState().length() == Hash.LENGTH && StateDigest.ascending(response.writes())
                ? StateDigest.next(new Hash(response.preState()), response.writes())
                        .bytes()
                : Bytes.EMPTY;
    }

    private static Bytes agreedRoot(Ballot ballot) {
        return ballot.state().map(Verdict.AgreedState::stateRoot).orElse(Bytes.EMPTY);
    }

    private static Bytes agreedState(Ballot ballot) {
        return ballot.state().map(state -> state.postState().bytes()).orElse(Bytes.EMPTY);
    }

    private static FieldDifference hashes(String field, Bytes expected, Bytes got) {
        return new FieldDifference(field, hex(expected), hex(got));
    }

    private static String hex(Bytes hash) {
        return hash.isEmpty() ? NONE : hash.toHex();
    }
}
