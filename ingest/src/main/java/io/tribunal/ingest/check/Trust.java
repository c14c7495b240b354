package io.tribunal.ingest.check;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import java.util.Optional;

/**
 * What a client checks verdicts against: genesis, identified by its hash, and what control entries have changed since.
 *
 * @param deployment SHA-256 of the genesis payload
 */
public record Trust(Hash deployment, Genesis genesis, Registry registry, Policy policy) {
    /** f + 1: of that many distinct executors, at least one is honest. */
    public int requiredSupporters() {
        return genesis.executorQuorum().oneHonest();
    }

    /** The key with that id, if it is an EXECUTOR key of that executor of the deployment. */
    public Optional<RegisteredKey> executorKey(String keyId, ExecutorId executor) {
        return registry.findNamed(keyId)
                .filter(key -> key.role() == Role.EXECUTOR)
                .filter(key -> key.owner().equals(executor.value()))
                .filter(key -> genesis.executors().contains(executor));
    }
}
