package io.tribunal.core.recovery;

import io.tribunal.core.decision.Endorsed;
import io.tribunal.core.signature.Signer;

/** A checkpoint and the signature of one who says so; nothing in it is believed yet. */
public record SignedCheckpoint(Checkpoint checkpoint, Endorsed signature) {
    public static SignedCheckpoint by(Signer validator, Checkpoint checkpoint) {
        return new SignedCheckpoint(checkpoint, Endorsed.by(validator, checkpoint.signedBytes()));
    }
}
