package io.tribunal.core.recovery;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Signatories;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts the signers of each checkpoint: v + 1 distinct validators, of which one is honest, make it final (ADR 0016). A validator
 * counts once for a position, with its first checkpoint. Not safe for use by several threads.
 */
public final class CheckpointTally {
    private final Genesis genesis;
    private final DecisionChain chain;
    private final Signatories signatories;
    private final Map<LogPosition, Map<ValidatorId, Checkpoint>> votesByPosition = new HashMap<>();

    /** @param chain after the latest known decision, since a key that was revoked later may have been stolen before */
    public CheckpointTally(Genesis genesis, DecisionChain chain, SignatureVerifier verifier) {
        this.genesis = genesis;
        this.chain = chain;
        this.signatories = new Signatories(chain.registry(), Role.VALIDATOR, verifier);
    }

    /** Whether it is the validator's first checkpoint at that position. */
    public boolean add(SignedCheckpoint signed) {
        Checkpoint checkpoint = signed.checkpoint();
        if (!checkpoint.deployment().equals(chain.deployment())) {
            return false;
        }
        return signatories
                .owner(checkpoint.signedBytes(), signed.signature())
                .map(ValidatorId::new)
                .filter(genesis.validators()::contains)
                .filter(validator -> isFirst(validator, checkpoint))
                .isPresent();
    }

    private boolean isFirst(ValidatorId validator, Checkpoint checkpoint) {
        return votesByPosition
                        .computeIfAbsent(checkpoint.position(), place -> new TreeMap<>())
                        .putIfAbsent(validator, checkpoint)
                == null;
    }

    /** The checkpoint at a position that enough validators have signed; none where two different ones have enough. */
    public Optional<Checkpoint> at(LogPosition place) {
        Map<ValidatorId, Checkpoint> votes = votesByPosition.getOrDefault(place, Map.of());
        List<Checkpoint> signed = votes.values().stream()
                .filter(one -> Collections.frequency(votes.values(), one)
                        >= genesis.validatorQuorum().oneHonest())
                .distinct()
                .toList();
        return signed.size() == 1 ? Optional.of(signed.getFirst()) : Optional.empty();
    }
}
