package io.tribunal.ingest;

import io.tribunal.core.identity.RequestId;

/**
 * A request with its identity. Sending the same one twice is safe: the log admits it once.
 *
 * @param sequence of the client's key; sequences are sent in ascending order
 * @param notAfter epoch ms after which the log rejects it as EXPIRED
 */
public record PlannedRequest(NewRequest request, RequestId requestId, long sequence, long notAfter) {}
