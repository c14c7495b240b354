package io.tribunal.isolation.repair;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of isolation-decisions or isolation-audit as it was read; its certificate is not checked.
 *
 * @param decision empty when the record cannot be read, or when its key does not match
 * @param detail for people: why the decision is empty, otherwise empty text
 */
public record DecisionRecord(long offset, String key, Optional<CertifiedDecision> decision, String detail) {
    public static DecisionRecord of(ConsumerRecord<byte[], byte[]> record) {
        String key = DecisionKey.decode(record.key()).orElse("");
        try {
            CertifiedDecision decision = DecisionCodec.decodeFramed(record.value());
            boolean matches = DecisionKey.of(decision.decision().subject()).equals(key);
            return matches
                    ? new DecisionRecord(record.offset(), key, Optional.of(decision), "")
                    : unreadable(record, key, "the key does not match the decision");
        } catch (MalformedRecordException e) {
            return unreadable(record, key, String.valueOf(e.getMessage()));
        }
    }

    private static DecisionRecord unreadable(ConsumerRecord<byte[], byte[]> record, String key, String detail) {
        return new DecisionRecord(record.offset(), key, Optional.empty(), detail);
    }
}
