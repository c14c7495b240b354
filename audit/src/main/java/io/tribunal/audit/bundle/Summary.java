package io.tribunal.audit.bundle;

import java.util.List;

/**
 * What a bundle shows, for people. A reader derives the summary from the records again and compares.
 *
 * @param event ISOLATE, DOWN, UP, PROBATION, READMIT or MANDATE
 * @param executor the executor that the decision is about; empty for a mandate
 * @param kind class of deviation; empty without one
 * @param outcome ENFORCED or MONITORED
 * @param responseOffset of the response-log record that led to the proposal; -1 for a mandate
 * @param statistic the detector's sum at that record, micro-nats
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
     * @param needed number of equal answers that decides
     * @param agreeing members that gave the agreed answer
     * @param differs the first difference between the suspect and the agreement
     * @param field where exactly: a field of the response, or a JSON pointer into its normalized output
     * @param expected the agreed value there
     * @param got the suspect's value there
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
