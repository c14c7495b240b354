package io.tribunal.worker.recovery;

import io.tribunal.core.recovery.Foundation;
import java.util.Map;

/** Port: verified states from which partitions can go on. */
@FunctionalInterface
public interface Foundations {
    /** There are none: everything is replayed. */
    Foundations NONE = resume -> Map.of();

    /**
     * The best verified state of each partition that has one.
     *
     * @param resume by partition, the business offset up to which everything is answered
     */
    Map<Integer, Foundation> find(Map<Integer, Long> resume);
}
