package io.tribunal.simulation;

/** How a simulated executor behaves. The first three modes are honest. */
public enum FaultMode {
    PLAIN,
    /** Loses its position and answers again from an earlier entry, in other batches. */
    RESTARTING,
    /** Answers all entries at once, far ahead of the others. */
    AHEAD,
    /** Returns a wrong result for a random third of the requests. */
    LYING,
    /** Returns a wrong result only for requests that must be refused. */
    BIASED,
    /** Returns the same wrong result as all other colluding executors. */
    COLLUDING,
    /** Continues from a wrong state of its own. */
    WRONG_STATE,
    /** Continues from the same wrong state as all others of this mode. */
    COLLUDING_STATE,
    /** Sends only heartbeats. */
    SILENT,
    /** Sends nothing. */
    DEAD,
    /** Answers after the deadline. */
    SLOW,
    /** Gives two different responses to some requests. */
    EQUIVOCATING,
    /** Answers correctly, and claims to have processed entries that do not exist. */
    ABSURD_CLAIM,
    /** Sends malformed responses and damaged batches. */
    GARBAGE;

    public boolean isHonest() {
        return this == PLAIN || this == RESTARTING || this == AHEAD;
    }
}
