package io.tribunal.deployment.plan;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.Optional;

/**
 * The rules of voting that a plan can choose; the rest of the policy has its defaults.
 *
 * @param stateful whether responses carry state digests that must agree
 * @param adjudication how the outputs of a ballot become one
 * @param behaviour the order in which an executor's answers may follow each other, if that is to be checked
 */
public record Rules(boolean stateful, Adjudication adjudication, Optional<BehaviourModel> behaviour) {
    public static final Rules USUAL = new Rules(true, Adjudication.EXACT_MAJORITY, Optional.empty());

    /** The rules that a policy contains. */
    public static Rules of(Policy policy) {
        return new Rules(
                policy.state().stateful(),
                policy.voting().adjudication(),
                policy.voting().behaviour());
    }

    /** The policy of genesis. */
    public Policy policy(QuorumSpec quorum) {
        Policy policy = Policy.defaults(quorum, PayloadCodec.fingerprints()).withAdjudication(adjudication, behaviour);
        return policy.withState(policy.state().withStateful(stateful));
    }
}
