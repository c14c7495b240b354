package io.tribunal.core.detection;

import io.tribunal.core.identity.ExecutorId;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * What a closed ballot shows about its electorate. Times in elapsed ms of the response log.
 *
 * @param businessOffset of the request
 * @param observedAt response-log offset of the record at which it closed
 * @param closedAt elapsed ms at that record
 * @param allowed the deadline, ms from the start
 * @param agreedAfter ms from the start to AGREED; absent when it was not agreed
 * @param members every member of the electorate
 */
public record ClosedBallot(
        long businessOffset,
        long observedAt,
        long closedAt,
        long allowed,
        OptionalLong agreedAfter,
        SortedMap<ExecutorId, Showing> members)
        implements Observation {
    public ClosedBallot {
        members = Collections.unmodifiableSortedMap(members);
    }

    /**
     * One member's part in it.
     *
     * @param latency ms from the start to its answer; absent without one
     */
    public record Showing(Standing standing, OptionalLong latency) {}
}
