package io.tribunal.core.detection;

import io.tribunal.core.identity.ExecutorId;

/**
 * A non-voting executor has given enough agreeing answers in a row to vote again.
 *
 * @param answers number of agreeing answers
 * @param first business offset of the first of them
 * @param last business offset of the last of them
 * @param observedAt offset of the response-log record at which the last one's ballot closed
 */
public record Recovered(ExecutorId executor, int answers, long first, long last, long observedAt)
        implements Observation {}
