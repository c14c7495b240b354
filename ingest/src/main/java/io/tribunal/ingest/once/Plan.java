package io.tribunal.ingest.once;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.ingest.Recorder.Reach;

/**
 * The identity of a request and where it can be found.
 *
 * @param sequence of the client's key
 * @param notAfter epoch ms after which the log rejects it as EXPIRED
 * @param content of the request ({@link RequestContent})
 * @param partition where it is appended
 * @param reach the offsets from which on the entry and its verdicts can be found
 */
public record Plan(RequestId requestId, long sequence, long notAfter, Hash content, int partition, Reach reach) {
    /** The same request, valid for longer. The log admits one of both, since they have the same sequence. */
    Plan validUntil(long later) {
        return new Plan(requestId, sequence, later, content, partition, reach);
    }
}
