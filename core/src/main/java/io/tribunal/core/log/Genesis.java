package io.tribunal.core.log;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.PayloadType;
import java.util.List;

/**
 * The first entry of every business-log partition, the same bytes in each: the participants and the rules.
 *
 * @param partitions P, fixed for the life of the deployment
 * @param executors ascending by id
 * @param validators ascending by id; may be empty
 * @param keys all keys registered from the start, ascending by key id
 * @param rootThreshold how many distinct ROOT owners must sign a control entry
 * @param rulesVersion fixed for the life of the deployment; this release may not know it
 */
public record Genesis(
        Hash deployment,
        String service,
        int partitions,
        List<ExecutorId> executors,
        List<ValidatorId> validators,
        List<RegisteredKey> keys,
        int rootThreshold,
        Policy policy,
        RulesVersion rulesVersion)
        implements Payload {
    public Genesis {
        executors = List.copyOf(executors);
        validators = List.copyOf(validators);
        keys = List.copyOf(keys);
    }

    @Override
    public PayloadType type() {
        return PayloadType.GENESIS;
    }

    /** n and f of the executors. */
    public QuorumSpec executorQuorum() {
        return new QuorumSpec(executors.size());
    }

    /** m and v of the validators, of which there must be one at least. */
    public QuorumSpec validatorQuorum() {
        return new QuorumSpec(validators.size());
    }
}
