package io.tribunal.ingest;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Request;
import io.tribunal.ingest.check.SentEntry;

/**
 * A signed request, ready to be produced.
 *
 * @param value the record's value, framed
 * @param valueHash SHA-256 of the value
 * @param fingerprint CRC-64-AVRO of the payload's schema
 */
record SignedEntry(Request request, KeyId keyId, int partition, Bytes value, Hash valueHash, long fingerprint) {
    SentEntry appendedAt(LogPosition position, long appendTime) {
        return new SentEntry(request, keyId, valueHash, fingerprint, position, appendTime);
    }
}
