package io.tribunal.isolation;

import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SignedCheckpoint;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Signs the checkpoints that this validator has derived itself, each once: what it has signed before a restart it reads back
 * from the topic.
 */
final class CheckpointSigner {
    private final ValidatorIdentity voice;
    private final Consumer<SignedCheckpoint> topic;
    private final Set<Checkpoint> signed = new HashSet<>();
    private final Set<Checkpoint> derived = new LinkedHashSet<>();

    CheckpointSigner(ValidatorIdentity voice, Consumer<SignedCheckpoint> topic) {
        this.voice = voice;
        this.topic = topic;
    }

    /** What stands in the topic, whoever has written it. */
    void recall(SignedCheckpoint found) {
        if (voice.hasSigned(found.checkpoint().signedBytes(), found.signature())) {
            signed.add(found.checkpoint());
        }
    }

    /** To be signed with the next {@link #sign}. */
    void derive(Checkpoint checkpoint) {
        derived.add(checkpoint);
    }

    void sign() {
        derived.stream()
                .filter(signed::add)
                .map(checkpoint -> SignedCheckpoint.by(voice.signer(), checkpoint))
                .forEach(topic);
        derived.clear();
    }
}
