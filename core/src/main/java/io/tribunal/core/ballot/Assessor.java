package io.tribunal.core.ballot;

import io.tribunal.core.ballot.CountedResponse.Content;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.Response;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.state.StateDigest;
import java.util.List;
import java.util.Optional;

/**
 * Judges the responses of one ballot one by one (PROTOCOL 5). Equal responses are judged once, and each distinct output that is
 * kept is normalized once. Remembers nothing itself: it compares with the responses that the ballot has counted.
 */
final class Assessor {
    private final BallotTerms terms;
    private final ResponseContents contents;

    Assessor(BallotTerms terms, ResponseContents contents) {
        this.terms = terms;
        this.contents = contents;
    }

    /** A response with what it is worth, and the whole of it for those who need more than its digests. */
    record Assessed(CountedResponse response, Content whole) {}

    /** @param counted the responses that the ballot has counted before */
    Assessed assess(LoggedResponse logged, long elapsed, List<CountedResponse> counted) {
        ResponseDigests digests = ResponseDigests.of(logged);
        for (CountedResponse known : counted) {
            if (known.responseHash().equals(digests.responseHash())) {
                CountedResponse equal =
                        new CountedResponse(logged, elapsed, known.digests(), known.assessment(), contents);
                return new Assessed(equal, new Content(logged, normalizedAs(known, logged)));
            }
        }
        Optional<Bytes> output = digests.requestHash().equals(terms.requestHash())
                ? normalize(logged.response(), counted)
                : Optional.empty();
        Assessment assessment = assess(logged.response(), output);
        CountedResponse response = new CountedResponse(logged, elapsed, digests, assessment, contents);
        return new Assessed(response, new Content(logged, output.orElse(Bytes.EMPTY)));
    }

    private Bytes normalizedAs(CountedResponse known, LoggedResponse equal) {
        Content kept = known.kept();
        if (kept != null) {
            return kept.normalized();
        }
        return known.assessment() instanceof Assessment.Valid
                ? normalize(terms, equal.response()).orElse(Bytes.EMPTY)
                : Bytes.EMPTY;
    }

    private Assessment assess(Response response, Optional<Bytes> output) {
        if (!response.requestHash().equals(terms.requestHash())) {
            return new Assessment.Faulty(Difference.REQUEST_HASH);
        }
        if (output.isEmpty()) {
            return new Assessment.Faulty(Difference.NOT_NORMALIZABLE);
        }
        if (!writesMakeThePostState(response)) {
            return new Assessment.Faulty(Difference.WRITES);
        }
        if (response.stateRoot().length() != (terms.rootDue() ? Hash.LENGTH : 0)) {
            return new Assessment.Faulty(Difference.STATE_ROOT_DUE);
        }
        return new Assessment.Valid(VoteDigest.of(response.status(), response.contentType(), output.get()));
    }

    private Optional<Bytes> normalize(Response response, List<CountedResponse> counted) {
        for (CountedResponse known : counted) {
            Content kept = known.kept();
            if (kept != null
                    && known.assessment() instanceof Assessment.Valid
                    && kept.logged().response().contentType().equals(response.contentType())
                    && kept.logged().response().output().equals(response.output())) {
                return Optional.of(kept.normalized());
            }
        }
        return normalize(terms, response);
    }

    /** The output as the ballot's policy normalizes it; empty when it does not normalize. */
    static Optional<Bytes> normalize(BallotTerms terms, Response response) {
        return response.output().length() > terms.policy().limits().maxOutput()
                ? Optional.empty()
                : Normalizer.normalize(
                        response.contentType(),
                        response.output(),
                        terms.policy().profileOf(terms.operation()));
    }

    private boolean writesMakeThePostState(Response response) {
        if (!terms.policy().state().stateful()) {
            return response.preState().isEmpty()
                    && response.postState().isEmpty()
                    && response.writes().isEmpty();
        }
        return response.preState().length() == Hash.LENGTH
                && response.postState().length() == Hash.LENGTH
                && StateDigest.ascending(response.writes())
                && StateDigest.next(new Hash(response.preState()), response.writes())
                        .bytes()
                        .equals(response.postState());
    }
}
