package io.tribunal.audit.check;

import io.tribunal.audit.bundle.EvidenceBundle.ResponseEvidence;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;

/**
 * A response whose author, place and Merkle path are verified; whether the ballot counts it is not known yet. Its
 * offset and append time are the exporter's claims.
 */
record VerifiedResponse(ExecutorId executor, ResponseBatch.Proved proved, long offset, long appendTime) {
    Response response() {
        return proved.item().response();
    }

    /** The response as a bundle holds it. */
    ResponseEvidence evidence() {
        return ResponseEvidence.of(proved, offset, appendTime);
    }
}
