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
 * The ground a client stands on: genesis, known by its hash, and what ROOT records have changed since.
 *
 * @param deployment SHA-256 of the genesis payload
 */
public record Trust(Hash deployment, Genesis genesis, Registry registry, Policy policy) {
    /** f + 1: so many distinct executors hold one honest among them. */
    public int enough() {
        return genesis.executorQuorum().oneHonest();
    }

    /** The key by which one of the deployment's executors may sign, if that is what the id names. */
    public Optional<RegisteredKey> executorKey(String keyId, ExecutorId executor) {
        return registry.findNamed(keyId)
                .filter(key -> key.role() == Role.EXECUTOR)
                .filter(key -> key.owner().equals(executor.value()))
                .filter(key -> genesis.executors().contains(executor));
    }
}
