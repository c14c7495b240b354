package io.tribunal.cli.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision about an executor, for the summary.
 *
 * @param decision number of the decision
 * @param change the executor's new status
 * @param grounds class of the deviations for which it was isolated; empty for other decisions
 * @param partition of the evidence
 * @param evidence business offsets of the ballots that the decision rests on
 * @param statistic micro-nats; for UP and READMITTED, agreeing answers in a row
 * @param signedBy validators whose signatures are in the certificate
 * @param afterMs from the executor's first deviation in that partition to the decision's effect there, by the brokers'
 *     clocks; for SLOW, from the first request in evidence; null if there is no such deviation
 * @param ballots entries of that partition from that deviation or request to the last one in evidence
 */
record DecisionSummary(
        long decision,
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
