package io.tribunal.worker.recovery;

import io.tribunal.core.recovery.VerifiedSnapshot;
import java.util.Map;

/** Port: verified states from which partitions can go on. */
@FunctionalInterface
public interface VerifiedSnapshots {
    /** There are none: everything is replayed. */
    VerifiedSnapshots NONE = resume -> Map.of();

    /**
     * The best verified state of each partition that has one.
     *
     * @param resume by partition, the business offset up to which everything is answered
     */
    Map<Integer, VerifiedSnapshot> find(Map<Integer, Long> resume);
}
