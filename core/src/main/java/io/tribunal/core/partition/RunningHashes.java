package io.tribunal.core.partition;

import io.tribunal.core.identity.Hash;
import java.nio.ByteBuffer;

/**
 * Hashes over a partition's two logs so far, each record with all earlier ones (PROTOCOL 11):
 * h' = SHA-256(h || offset || append time || SHA-256(value)). Immutable.
 *
 * @param business of business-log up to the cursor, zero before its first record
 * @param responses of response-log up to the last record taken
 */
public record RunningHashes(Hash business, Hash responses) {
    static final RunningHashes NONE = new RunningHashes(Hash.ZERO, Hash.ZERO);
    private static final byte[] ROOT = {4};

    RunningHashes withBusiness(long offset, long appendTime, Hash value) {
        return new RunningHashes(next(business, offset, appendTime, value), responses);
    }

    RunningHashes withResponse(long offset, long appendTime, Hash value) {
        return new RunningHashes(business, next(responses, offset, appendTime, value));
    }

    private static Hash next(Hash before, long offset, long appendTime, Hash value) {
        byte[] place = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(offset)
                .putLong(appendTime)
                .array();
        return Hash.sha256(before.array(), place, value.array());
    }

    /** One hash for both: SHA-256(0x04 || business || responses). */
    public Hash root() {
        return Hash.sha256(ROOT, business.array(), responses.array());
    }
}
