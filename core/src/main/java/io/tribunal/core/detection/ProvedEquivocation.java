package io.tribunal.core.detection;

import io.tribunal.core.identity.ExecutorId;

/**
 * An executor gave two different answers to one request; reported when the second one is counted, before the ballot closes.
 *
 * @param businessOffset of the request
 * @param observedAt response-log offset of the record at which the second answer counted
 */
public record ProvedEquivocation(ExecutorId executor, long businessOffset, long observedAt) implements Observation {}
