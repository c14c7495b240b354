package io.tribunal.worker.recovery;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.schemas.signing.PublicKeys;
import io.tribunal.worker.ExecutorSigner;

/** An executor's requests to rejoin: signs one, and recognizes it among records of other writers. */
public record OwnRejoin(Hash deployment, ExecutorId executor, ExecutorSigner signer, SignatureVerifier signatures) {
    /** The signed request to rejoin after that isolation. */
    public DecisionLogRecord.Rejoin record(long isolation) {
        return new DecisionLogRecord.Rejoin(deployment, executor, isolation, signer.rejoin(isolation));
    }

    /** Whether the record is this executor's request to rejoin after that isolation. */
    boolean matches(DecisionLogRecord record, long isolation) {
        Bytes key = signer.publicKey();
        return record.content() instanceof DecisionLogRecord.Rejoin rejoin
                && rejoin.deployment().equals(deployment)
                && rejoin.executor().equals(executor)
                && rejoin.isolation() == isolation
                && rejoin.signature().keyId().equals(PublicKeys.keyIdOf(key).value())
                && signatures.verify(
                        key.array(),
                        rejoin.signedBytes(),
                        rejoin.signature().signature().array());
    }
}
