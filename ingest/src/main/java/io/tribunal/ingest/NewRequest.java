package io.tribunal.ingest;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.normalize.Normalizer;

/**
 * What a caller wants done; the client adds identity, sequence and validity, and signs.
 *
 * @param shardKey decides the partition; for accounts, the ledger
 * @param contentType for {@code application/json} the body must be in RFC 8785 form
 */
public record NewRequest(String shardKey, String operation, String contentType, Bytes body) {

    /** A request with a JSON body that is in RFC 8785 form already. */
    public static NewRequest json(String shardKey, String operation, Bytes canonicalBody) {
        return new NewRequest(shardKey, operation, Normalizer.JSON, canonicalBody);
    }
}
