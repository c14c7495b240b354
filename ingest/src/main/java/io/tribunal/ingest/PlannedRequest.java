package io.tribunal.ingest;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.RequestId;
import java.security.SecureRandom;

/**
 * A request with its identity. Sending the same one twice is safe: the log admits it once.
 *
 * @param sequence of the client's key; sequences are sent in ascending order
 * @param notAfter epoch ms after which the log rejects it as EXPIRED
 */
public record PlannedRequest(NewRequest request, RequestId requestId, long sequence, long notAfter) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** An id that no other request has, and that nobody can foretell. */
    public static RequestId newId() {
        byte[] id = new byte[RequestId.LENGTH];
        RANDOM.nextBytes(id);
        return new RequestId(Bytes.wrap(id));
    }
}
