package io.tribunal.worker.recovery;

import io.tribunal.core.recovery.VerifiedSnapshot;
import java.util.Map;

/** Port: finds verified snapshots from which partitions can start. */
@FunctionalInterface
public interface VerifiedSnapshots {
    /** No snapshots: every partition is replayed from its first record. */
    VerifiedSnapshots NONE = resume -> Map.of();

    /**
     * The best verified snapshot of each partition that has one.
     *
     * @param resume by partition, the business offset up to which everything is answered
     */
    Map<Integer, VerifiedSnapshot> find(Map<Integer, Long> resume);
}
