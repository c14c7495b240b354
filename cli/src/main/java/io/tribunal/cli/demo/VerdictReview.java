package io.tribunal.cli.demo;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.schemas.codec.VerdictCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts the final verdicts of each entry. */
final class VerdictReview {
    private final Map<LogPosition, Integer> finals = new HashMap<>();

    void read(ConsumerRecord<byte[], byte[]> record) {
        Verdict verdict = VerdictCodec.decodeFramed(record.value());
        if (verdict.isFinal()) {
            finals.merge(verdict.position(), 1, Integer::sum);
        }
    }

    /** Whether each of these entries has exactly one final verdict. */
    boolean hasOneFinalVerdictEach(Set<LogPosition> entries) {
        return entries.stream().allMatch(entry -> finals.getOrDefault(entry, 0) == 1);
    }
}
