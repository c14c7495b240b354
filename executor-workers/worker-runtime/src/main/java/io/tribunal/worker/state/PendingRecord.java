package io.tribunal.worker.state;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.policy.Policy;
import io.tribunal.worker.Execution;

/** A record that admission has decided on and that is not finished. */
public sealed interface PendingRecord {
    /** Whether it can be finished. */
    default boolean isDone() {
        return true;
    }

    /** Admitted, and given to the service. */
    record Executing(BusinessRecord record, Policy policy, Execution execution) implements PendingRecord {
        @Override
        public boolean isDone() {
            return execution.isDone();
        }
    }

    /** A control entry, or a rejected one. */
    record Unanswered(boolean rejected) implements PendingRecord {}

    /** See {@link HandledRecord.VoidFound}. */
    record VoidFound(StateVoid stateVoid) implements PendingRecord {}
}
