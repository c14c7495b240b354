package io.tribunal.audit.bundle;

import java.util.List;

/**
 * What a bundle shows, for people. A file's own summary is not believed but compared with what its records come to.
 *
 * @param event ISOLATE, DOWN, UP, PROBATION, READMIT or MANDATE
 * @param executor whom it is about; empty for a mandate
 * @param kind class of deviation; empty where none is at work
 * @param outcome ENFORCED or MONITORED
 * @param responseOffset where in the response log it follows; -1 for a mandate
 * @param statistic the detector's sum there, micro-nats
 */
public record Summary(
        String event,
        String executor,
        String kind,
        String outcome,
        long responseOffset,
        long statistic,
        List<Ballot> ballots) {
    public Summary {
        ballots = List.copyOf(ballots);
    }

    /**
     * What one ballot shows.
     *
     * @param needed equal answers that decided
     * @param agreeing members whose answers carry what was agreed
     * @param differs the first thing in which the accused failed to agree
     * @param field where exactly: a field of the response, or a JSON pointer into its normalized output
     * @param expected the agreed value there
     * @param got the accused's value there
     */
    public record Ballot(
            long businessOffset,
            String requestId,
            String operation,
            List<String> electorate,
            int needed,
            List<String> agreeing,
            String differs,
            String field,
            String expected,
            String got) {
        public Ballot {
            electorate = List.copyOf(electorate);
            agreeing = List.copyOf(agreeing);
        }
    }
}
