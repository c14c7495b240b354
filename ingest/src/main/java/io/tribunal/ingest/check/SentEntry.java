package io.tribunal.ingest.check;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.Request;

/**
 * The client's own entry and where the broker appended it.
 *
 * @param valueHash SHA-256 of the record's value that the client produced
 * @param fingerprint CRC-64-AVRO of the payload's schema
 * @param appendTime the broker's timestamp of the record, epoch ms
 */
public record SentEntry(
        Request request, KeyId keyId, Hash valueHash, long fingerprint, LogPosition position, long appendTime) {}
