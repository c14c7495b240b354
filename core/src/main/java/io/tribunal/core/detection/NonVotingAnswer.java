package io.tribunal.core.detection;

import io.tribunal.core.identity.ExecutorId;

/**
 * The answer of a DOWN executor to a ballot that has closed: it does not count as a vote, but a wrong one is evidence.
 *
 * @param agrees whether it agrees with the decision
 * @param businessOffset of the request
 * @param observedAt response-log offset of the record at which the ballot closed
 */
public record NonVotingAnswer(ExecutorId executor, boolean agrees, long businessOffset, long observedAt)
        implements Observation {}
