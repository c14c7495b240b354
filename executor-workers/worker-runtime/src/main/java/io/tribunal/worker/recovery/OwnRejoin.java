package io.tribunal.worker.recovery;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.schemas.signing.PublicKeys;
import io.tribunal.worker.ExecutorSigner;

/** An executor's own requests to rejoin: how it signs one, and how it knows it again among what others may have written. */
public record OwnRejoin(Hash deployment, ExecutorId executor, ExecutorSigner signer, SignatureVerifier signatures) {
    /** The request to be watched after that isolation, signed. */
    public DecisionLogRecord.Rejoin to(long isolation) {
        return new DecisionLogRecord.Rejoin(deployment, executor, isolation, signer.rejoin(isolation));
    }

    boolean is(DecisionLogRecord record, long isolation) {
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
