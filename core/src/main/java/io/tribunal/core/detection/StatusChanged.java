package io.tribunal.core.detection;

import io.tribunal.core.identity.ExecutorId;

/**
 * A decision about an executor has taken effect in this partition.
 *
 * @param settled whether all evidence against it is dropped; else only that of its silence
 * @param observedAt offset of the response-log record at which the cursor reached the decision
 */
public record StatusChanged(ExecutorId executor, boolean settled, long observedAt) implements Observation {}
