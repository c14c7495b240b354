package io.tribunal.core.ballot;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.state.StateDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the responses of one ballot one by one (PROTOCOL 5); each distinct output is normalized once.
 * Remembers no more outputs than there are members, however often one of them answers.
 */
final class Assessor {
    private record Output(String contentType, Bytes bytes) {}

    private final BallotTerms terms;
    private final Map<Output, Optional<Bytes>> normalized = new HashMap<>();

    Assessor(BallotTerms terms) {
        this.terms = terms;
    }

    Assessment assess(Response response) {
        if (!response.requestHash().equals(terms.requestHash())) {
            return new Assessment.Faulty(Difference.REQUEST_HASH);
        }
        Optional<Bytes> output = normalize(response);
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
        Output output = new Output(response.contentType(), response.output());
        Optional<Bytes> known = normalized.get(output);
        if (known != null) {
            return known;
        }
        Optional<Bytes> fresh = Normalizer.normalize(
                output.contentType(), output.bytes(), terms.policy().profileOf(terms.operation()));
        if (normalized.size() < terms.electorate().size() + terms.nonVoting().size()) {
            normalized.put(output, fresh);
        }
        return fresh;
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
