package io.tribunal.core.recovery;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.signature.Signer;

/** A checkpoint and the signature of one validator; nothing in it is checked yet. */
public record SignedCheckpoint(Checkpoint checkpoint, KeySignature signature) {
    public static SignedCheckpoint by(Signer validator, Checkpoint checkpoint) {
        return new SignedCheckpoint(checkpoint, KeySignature.by(validator, checkpoint.signedBytes()));
    }
}
