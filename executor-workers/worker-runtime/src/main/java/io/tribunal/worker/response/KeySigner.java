package io.tribunal.worker.response;

import io.tribunal.worker.ExecutorSigner;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;

/** Signs with a key that this process holds. */
public record KeySigner(Hash deployment, ExecutorId executor, SigningKey key) implements ExecutorSigner {
    @Override
    public Bytes publicKey() {
        return key.publicKey();
    }

    @Override
    public SignedEnvelope header(ResponseBatch.Header header) {
        return new EnvelopeSigner(key).sign(PayloadType.RESPONSE_BATCH, PayloadCodec.encodeHeader(header));
    }

    @Override
    public KeySignature rejoin(long isolation) {
        return KeySignature.by(key, DecisionLogRecord.Rejoin.signedBytes(deployment, executor, isolation));
    }
}
