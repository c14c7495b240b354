package io.tribunal.core.policy;

/**
 * What executors say about their state (PROTOCOL 7).
 *
 * @param stateful whether responses carry state digests that must agree
 * @param checkpointInterval business offsets between two state roots
 * @param restoreBallots inherited deviations after which each further one counts as fresh again
 */
public record StatePolicy(boolean stateful, int checkpointInterval, int restoreBallots) {
    public StatePolicy {
        Policy.requirePositive("checkpointInterval", checkpointInterval);
        Policy.requirePositive("restoreBallots", restoreBallots);
    }

    /** The same policy for a service with or without state. */
    public StatePolicy withStateful(boolean other) {
        return new StatePolicy(other, checkpointInterval, restoreBallots);
    }

    /** The same policy with another distance between state roots. */
    public StatePolicy withCheckpointInterval(int offsets) {
        return new StatePolicy(stateful, offsets, restoreBallots);
    }

    /** The same policy with another allowance of inherited deviations. */
    public StatePolicy withRestoreBallots(int ballots) {
        return new StatePolicy(stateful, checkpointInterval, ballots);
    }
}
