package io.tribunal.core.detection;

import io.tribunal.core.identity.ExecutorId;

/**
 * An executor that does not count has given so many agreeing answers in a row that it may count again.
 *
 * @param answers how many
 * @param first business offset of the first of them
 * @param last business offset of the last of them
 * @param observedAt offset of the response-log record at which the last one's ballot closed
 */
public record Recovered(ExecutorId executor, int answers, long first, long last, long observedAt)
        implements Observation {}
