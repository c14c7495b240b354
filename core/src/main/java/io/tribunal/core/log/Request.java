package io.tribunal.core.log;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.signature.PayloadType;

/**
 * A client's request (PROTOCOL 3).
 *
 * @param sequence the client's own count, for the replay window of its key; 0 or more
 * @param notAfter epoch ms after which the log must not take it any more
 * @param shardKey decides the partition; for accounts, the ledger
 */
public record Request(
        Hash deployment,
        RequestId requestId,
        ClientId clientId,
        long sequence,
        long notAfter,
        String shardKey,
        String operation,
        String contentType,
        Bytes body)
        implements Payload {
    @Override
    public PayloadType type() {
        return PayloadType.REQUEST;
    }
}
