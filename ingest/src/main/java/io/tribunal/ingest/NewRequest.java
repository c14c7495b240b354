package io.tribunal.ingest;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Request;
import io.tribunal.core.normalize.Normalizer;

/**
 * A request as the caller states it; the client adds identity, sequence and validity, and signs it.
 *
 * @param shardKey determines the partition; for accounts, the ledger
 * @param contentType for {@code application/json} the body must be in RFC 8785 form
 */
public record NewRequest(String shardKey, String operation, String contentType, Bytes body) {

    /** A request whose JSON body is already in RFC 8785 form. */
    public static NewRequest json(String shardKey, String operation, Bytes canonicalBody) {
        return new NewRequest(shardKey, operation, Normalizer.JSON, canonicalBody);
    }

    /** What a request in the log asks for. */
    public static NewRequest of(Request request) {
        return new NewRequest(request.shardKey(), request.operation(), request.contentType(), request.body());
    }
}
