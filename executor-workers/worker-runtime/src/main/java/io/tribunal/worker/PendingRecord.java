package io.tribunal.worker;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.policy.Policy;

/** A record that was judged, on its way to its outcome. */
sealed interface PendingRecord {
    /** Whether it can be finished. */
    default boolean isDone() {
        return true;
    }

    /** Admitted, and given to the service. */
    record Asked(BusinessRecord record, Policy policy, Execution execution) implements PendingRecord {
        @Override
        public boolean isDone() {
            return execution.isDone();
        }
    }

    /** A control entry, or a rejected one. */
    record Passed(boolean rejected) implements PendingRecord {}

    /** See {@link PartitionExecutor.Outcome.Unsettled}. */
    record Unsettled(StateVoid settlement) implements PendingRecord {}
}
