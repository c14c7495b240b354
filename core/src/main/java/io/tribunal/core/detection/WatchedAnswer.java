package io.tribunal.core.detection;

import io.tribunal.core.identity.ExecutorId;

/**
 * An executor that is DOWN has answered a ballot that closed: it does not count, and a lie is a lie all the same.
 *
 * @param agrees with what was decided without it
 * @param businessOffset of the request
 * @param observedAt response-log offset of the record at which the ballot closed
 */
public record WatchedAnswer(ExecutorId executor, boolean agrees, long businessOffset, long observedAt)
        implements Observation {}
