package io.tribunal.isolation.signing;

import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SignedCheckpoint;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Signs the checkpoints that this validator has derived, each once. After a restart it reads its own signatures back.
 */
public final class CheckpointSigner {
    private final ValidatorIdentity identity;
    private final Consumer<SignedCheckpoint> topic;
    private final Set<Checkpoint> signed = new HashSet<>();
    private final Set<Checkpoint> pending = new LinkedHashSet<>();

    public CheckpointSigner(ValidatorIdentity identity, Consumer<SignedCheckpoint> topic) {
        this.identity = identity;
        this.topic = topic;
    }

    /** A record of the checkpoints topic, by any writer; one with this validator's signature is not signed again. */
    public void onRecord(SignedCheckpoint found) {
        if (identity.hasSigned(found.checkpoint().signedBytes(), found.signature())) {
            signed.add(found.checkpoint());
        }
    }

    /** Adds a checkpoint that this validator has derived, for the next {@link #signPending}. */
    public void add(Checkpoint checkpoint) {
        pending.add(checkpoint);
    }

    public void signPending() {
        pending.stream()
                .filter(signed::add)
                .map(checkpoint -> SignedCheckpoint.by(identity.signer(), checkpoint))
                .forEach(topic);
        pending.clear();
    }
}
