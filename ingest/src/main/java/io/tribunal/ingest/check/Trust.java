package io.tribunal.ingest.check;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client checks verdicts against: genesis, identified by its hash, and what control entries have changed since.
 *
 * @param deployment SHA-256 of the genesis payload
 * @param registry keys as of the last decision
 * @param policy as of the last decision
 */
public record Trust(Hash deployment, Genesis genesis, Registry registry, Policy policy, RulesHistory history) {
    /** The least number of distinct executors behind an output: f + 1, of which at least one is honest, or what the policy asks. */
    public int requiredSupporters() {
        return Math.max(genesis.executorQuorum().oneHonest(), policy.voting().minQuorum());
    }

    /** All keys and policies that have ever been in force; those of today come last. */
    List<RulesHistory.Rules> everInForce() {
        List<RulesHistory.Rules> all = new ArrayList<>(history.earlier());
        all.add(new RulesHistory.Rules(registry, policy));
        return all;
    }

    /** The key with that id, if it is an EXECUTOR key of that executor of the deployment. */
    public Optional<RegisteredKey> executorKey(String keyId, ExecutorId executor) {
        return registry.findNamed(keyId)
                .filter(key -> key.role() == Role.EXECUTOR)
                .filter(key -> key.owner().equals(executor.value()))
                .filter(key -> genesis.executors().contains(executor));
    }
}
