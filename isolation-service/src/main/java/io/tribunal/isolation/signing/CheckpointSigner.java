package io.tribunal.isolation.signing;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.partition.LogContradictionException;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SignedCheckpoint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signs the checkpoints that this validator has derived, each once. After a restart it reads its own signatures back, and
 * compares them with what it derives now: where they differ, a log was changed since.
 */
public final class CheckpointSigner {
    private final ValidatorIdentity identity;
    private final Consumer<SignedCheckpoint> topic;
    private final Map<LogPosition, Checkpoint> signed = new HashMap<>();
    private final Map<LogPosition, Checkpoint> pending = new LinkedHashMap<>();

    public CheckpointSigner(ValidatorIdentity identity, Consumer<SignedCheckpoint> topic) {
        this.identity = identity;
        this.topic = topic;
    }

    /**
     * A record of the checkpoints topic, by any writer; one with this validator's signature is not signed again.
     *
     * @throws LogContradictionException when this validator has derived another one from the logs
     */
    public void onRecord(SignedCheckpoint found) {
        Checkpoint checkpoint = found.checkpoint();
        if (identity.hasSigned(checkpoint.signedBytes(), found.signature())) {
            requireSame(signed.putIfAbsent(checkpoint.position(), checkpoint), checkpoint);
            requireSame(pending.get(checkpoint.position()), checkpoint);
        }
    }

    private static void requireSame(@Nullable Checkpoint before, Checkpoint now) {
        if (before != null && !before.equals(now)) {
            throw new LogContradictionException(
                    now.position(), "this validator has signed another state after it than follows from the logs now");
        }
    }

    /**
     * Adds a checkpoint that this validator has derived, for the next {@link #signPending}.
     *
     * @throws LogContradictionException when this validator has signed another one at that position
     */
    public void add(Checkpoint checkpoint) {
        requireSame(signed.get(checkpoint.position()), checkpoint);
        pending.put(checkpoint.position(), checkpoint);
    }

    public void signPending() {
        pending.values().stream()
                .filter(checkpoint -> signed.putIfAbsent(checkpoint.position(), checkpoint) == null)
                .map(checkpoint -> SignedCheckpoint.by(identity.signer(), checkpoint))
                .forEach(topic);
        pending.clear();
    }
}
