package io.tribunal.core.policy;

import io.tribunal.core.behaviour.BehaviourModel;
import java.util.Optional;

/**
 * How the responses of a ballot become a verdict (PROTOCOL 5, 9).
 *
 * @param minQuorum the least number of equal votes, f + 1 or more
 * @param adjudication how the outputs of a ballot become one
 * @param behaviour how an executor's answers may follow each other, if that is watched
 * @param embedCertificates whether a verdict carries its supporters' signed responses
 */
public record VotingPolicy(
        int minQuorum, Adjudication adjudication, Optional<BehaviourModel> behaviour, boolean embedCertificates) {
    public VotingPolicy {
        Policy.requirePositive("minQuorum", minQuorum);
    }

    /** The same policy with another adjudicator and behaviour model. */
    public VotingPolicy withAdjudication(Adjudication other, Optional<BehaviourModel> model) {
        return new VotingPolicy(minQuorum, other, model, embedCertificates);
    }
}
