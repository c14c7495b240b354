package io.tribunal.ingest.check;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.List;

/**
 * A supporter's response and what proves it: the signed header and the audit path. Decoded, not verified.
 *
 * @param header decoded from the envelope's payload
 * @param response decoded from the encoded bytes
 * @param path RFC 6962 audit path from the response's leaf to the header's root
 */
public record ResponseProof(
        SignedEnvelope envelope,
        ResponseBatch.Header header,
        Bytes encoded,
        Response response,
        int index,
        List<Hash> path) {
    public ResponseProof {
        path = List.copyOf(path);
    }
}
