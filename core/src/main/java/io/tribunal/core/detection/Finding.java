package io.tribunal.core.detection;

import io.tribunal.core.identity.ExecutorId;
import java.util.List;

/** What a detector concludes about one executor in one partition, told once when the level changes (PROTOCOL 8). */
public sealed interface Finding {
    Grounds grounds();

    /** The first stage: its answers still count like any other. */
    record Suspected(Grounds grounds) implements Finding {}

    /** The second stage, or proof: to be isolated. */
    record Malicious(Grounds grounds) implements Finding {}

    /** It has stopped answering: to be DOWN, not isolated. */
    record Unresponsive(Grounds grounds) implements Finding {}

    /** Its sum is back at zero: nothing is held against it in that class any more. */
    record Cleared(Grounds grounds) implements Finding {}

    /**
     * Where a finding rests.
     *
     * @param observedAt response-log offset at which it follows, in the detector's partition
     * @param statistic the sum there, micro-nats
     * @param evidence business offsets of the ballots that were charged since the sum was last zero, the latest ones, in
     *     the order in which they closed
     */
    record Grounds(
            ExecutorId executor,
            DeviationClass kind,
            int partition,
            long observedAt,
            long statistic,
            List<Long> evidence) {
        public Grounds {
            evidence = List.copyOf(evidence);
        }
    }
}
