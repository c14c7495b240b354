package io.tribunal.worker;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.SignedEnvelope;

/** Signs with an executor's key. Another process may hold the key; when it is not available, {@link UnsignedException}. */
public interface ExecutorSigner {
    /** The raw 32 bytes of the public key. */
    Bytes publicKey();

    /** Signs a batch's header. */
    SignedEnvelope header(ResponseBatch.Header header);

    /** Signs the executor's request to rejoin after that isolation (PROTOCOL 8). */
    KeySignature rejoin(long isolation);
}
