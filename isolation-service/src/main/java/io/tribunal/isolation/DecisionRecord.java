package io.tribunal.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record of isolation-decisions or isolation-audit as it was read; its certificate is not checked.
 *
 * @param decision empty when the record cannot be read, or has the wrong key
 * @param detail for people: what was wrong then, else empty text
 */
record DecisionRecord(long offset, String key, Optional<CertifiedDecision> decision, String detail) {
    static DecisionRecord of(ConsumerRecord<byte[], byte[]> record) {
        String key = DecisionKey.decode(record.key()).orElse("");
        try {
            CertifiedDecision decision = DecisionCodec.decodeFramed(record.value());
            boolean matches = DecisionKey.of(decision.decision().subject()).equals(key);
            return matches
                    ? new DecisionRecord(record.offset(), key, Optional.of(decision), "")
                    : unreadable(record, key, "the key is not whom the decision is about");
        } catch (MalformedRecordException e) {
            return unreadable(record, key, String.valueOf(e.getMessage()));
        }
    }

    private static DecisionRecord unreadable(ConsumerRecord<byte[], byte[]> record, String key, String detail) {
        return new DecisionRecord(record.offset(), key, Optional.empty(), detail);
    }
}
