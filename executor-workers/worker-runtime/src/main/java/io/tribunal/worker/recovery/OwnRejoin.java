package io.tribunal.worker.recovery;

import io.tribunal.core.decision.Endorsed;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.OrderRecord;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.schemas.signing.SigningKey;

/** An executor's own requests to rejoin: how it signs one, and how it knows it again among what others may have written. */
public record OwnRejoin(Hash deployment, ExecutorId executor, SigningKey key, SignatureVerifier signatures) {
    /** The request to be watched after that isolation, signed. */
    public OrderRecord.Rejoin to(long isolation) {
        byte[] message = OrderRecord.Rejoin.signedBytes(deployment, executor, isolation);
        return new OrderRecord.Rejoin(deployment, executor, isolation, Endorsed.by(key, message));
    }

    boolean is(OrderRecord record, long isolation) {
        return record.content() instanceof OrderRecord.Rejoin rejoin
                && rejoin.deployment().equals(deployment)
                && rejoin.executor().equals(executor)
                && rejoin.isolation() == isolation
                && rejoin.signature().keyId().equals(key.keyId().value())
                && signatures.verify(
                        key.publicKey().array(),
                        rejoin.signedBytes(),
                        rejoin.signature().signature().array());
    }
}
