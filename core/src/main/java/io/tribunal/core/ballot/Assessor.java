package io.tribunal.core.ballot;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.state.StateDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges the responses of one ballot one by one (PROTOCOL 5). Each distinct output is normalized once, and equal responses
 * are judged once. Remembers no more responses than there are members, however often one of them answers.
 */
final class Assessor {
    /** @param normalized empty when the output does not normalize */
    private record Judged(Response response, Optional<Bytes> normalized, Assessment assessment) {}

    private final BallotTerms terms;
    private final List<Judged> judged = new ArrayList<>();

    Assessor(BallotTerms terms) {
        this.terms = terms;
    }

    Assessment assess(Response response) {
        for (Judged known : judged) {
            if (known.response().equals(response)) {
                return known.assessment();
            }
        }
        if (!response.requestHash().equals(terms.requestHash())) {
            return new Assessment.Faulty(Difference.REQUEST_HASH);
        }
        Optional<Bytes> output = normalize(response);
        Assessment assessment = assess(response, output);
        if (judged.size() < terms.electorate().size() + terms.nonVoting().size()) {
            judged.add(new Judged(response, output, assessment));
        }
        return assessment;
    }

    private Assessment assess(Response response, Optional<Bytes> output) {
        if (output.isEmpty()) {
            return new Assessment.Faulty(Difference.NOT_NORMALIZABLE);
        }
        if (!writesMakeThePostState(response)) {
            return new Assessment.Faulty(Difference.WRITES);
        }
        if (response.stateRoot().length() != (terms.rootDue() ? Hash.LENGTH : 0)) {
            return new Assessment.Faulty(Difference.STATE_ROOT_DUE);
        }
        Hash digest = VoteDigest.of(response.status(), response.contentType(), output.get());
        return new Assessment.Valid(digest, output.get());
    }

    private Optional<Bytes> normalize(Response response) {
        if (response.output().length() > terms.policy().limits().maxOutput()) {
            return Optional.empty();
        }
        for (Judged known : judged) {
            if (known.response().contentType().equals(response.contentType())
                    && known.response().output().equals(response.output())) {
                return known.normalized();
            }
        }
        return Normalizer.normalize(
                response.contentType(), response.output(), terms.policy().profileOf(terms.operation()));
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
