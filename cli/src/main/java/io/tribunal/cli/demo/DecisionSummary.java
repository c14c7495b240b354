package io.tribunal.cli.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision about an executor, for the summary.
 *
 * @param change what became of the executor
 * @param grounds class of its deviations where it was isolated, else empty text
 * @param partition where the evidence is
 * @param evidence business offsets of the ballots that it rests on
 * @param statistic micro-nats, or agreeing answers in a row where it came back
 * @param signedBy validators of the certificate
 * @param afterMs from its first deviation in that partition to the decision's effect there, by the brokers' clocks; of one
 *     that was slow, from the request that it answered late first, of those in evidence; null where none was found or it was accused of nothing
 * @param ballots entries of that partition from that deviation or request to the last one that counted
 */
record DecisionSummary(
        long number,
        String executor,
        String change,
        String grounds,
        int partition,
        List<Long> evidence,
        long statistic,
        String outcome,
        List<String> signedBy,
        @Nullable Long afterMs,
        @Nullable Long ballots) {}
