package io.tribunal.worker;

import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.SignedEnvelope;

/** Who holds an executor's key. It may be another process, which can be away: then {@link UnsignedException}. */
public interface ExecutorSigner {
    /** The raw 32 bytes of the public key. */
    Bytes publicKey();

    /** A batch's header, signed. */
    SignedEnvelope header(ResponseBatch.Header header);

    /** The executor's own signature under its request to come back from that isolation (PROTOCOL 8). */
    KeySignature rejoin(long isolation);
}
