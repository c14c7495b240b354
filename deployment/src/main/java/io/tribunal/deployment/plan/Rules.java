package io.tribunal.deployment.plan;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.Optional;

/**
 * What is asked of the rules of a new deployment; everything else in its policy is as usual.
 *
 * @param stateful whether responses carry state digests that must agree
 * @param adjudication how the outputs of a ballot become one
 * @param behaviour how an executor's answers may follow each other, if that is to be watched
 */
public record Rules(boolean stateful, Adjudication adjudication, Optional<BehaviourModel> behaviour) {
    public static final Rules USUAL = new Rules(true, Adjudication.EXACT_MAJORITY, Optional.empty());

    /** What a policy has of them. */
    public static Rules of(Policy policy) {
        return new Rules(policy.state().stateful(), policy.voting().adjudication(), policy.voting().behaviour());
    }

    /** The policy of genesis. */
    public Policy policy(QuorumSpec quorum) {
        Policy policy = Policy.defaults(quorum, PayloadCodec.fingerprints()).withAdjudication(adjudication, behaviour);
        return policy.withState(policy.state().withStateful(stateful));
    }
}
