package io.tribunal.core.log;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.SignedEnvelope;
import java.util.function.Supplier;

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
    public sealed interface Content permits Entry, StrayGenesis, Unreadable {}

    /**
     * A well-formed envelope.
     *
     * @param fingerprint CRC-64-AVRO of the schema that the payload names */
    public record Entry(SignedEnvelope envelope, long fingerprint, Payload payload) implements Content {}

    /**
     * What claims to be a genesis where the deployment's own cannot stand. It is refused in any case. Validating thousands of
     * public keys that nobody will ever use would cost each reader a second.
     *
     * @param unvalidated the content without a look at the public keys
     * @param validated the content with all public keys validated, made when it is asked for
     */
    public record StrayGenesis(Content unvalidated, Supplier<Content> validated) implements Content {
        /** The content by the rules of a deployment: version 1 names the reason by the keys too. */
        public Content under(RulesVersion rules) {
            return rules.validatesStrayKeys() ? validated.get() : unvalidated;
        }
    }

    /**
     * Not Avro, not canonical, too long, a key or type that is none, a record without LogAppendTime.
     *
     * @param detail description of the problem
     */
    public record Unreadable(String detail) implements Content {}
}
