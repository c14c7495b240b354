package io.tribunal.core.log;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.signature.SignedEnvelope;

/**
 * One record of business-log as it was read; nothing in it is checked yet.
 *
 * @param appendTime epoch ms at which the broker appended it
 * @param valueHash SHA-256 of the record's value, the request hash that responses name
 */
public record BusinessRecord(LogPosition position, long appendTime, Hash valueHash, Content content) {
    public long offset() {
        return position.offset();
    }

    /** Whether it claims to be a client's request: such a record never changes keys, policy or membership. */
    public boolean isRequest() {
        return content instanceof Entry entry && entry.payload() instanceof Request;
    }

    /** Readable or not. */
    public sealed interface Content permits Entry, Unreadable {}

    /**
     * A well-formed envelope.
     *
     * @param fingerprint CRC-64-AVRO of the schema that the payload names */
    public record Entry(SignedEnvelope envelope, long fingerprint, Payload payload) implements Content {}

    /**
     * Not Avro, not canonical, too long, a key or type that is none, a record without LogAppendTime.
     *
     * @param detail description of the problem
     */
    public record Unreadable(String detail) implements Content {}
}
