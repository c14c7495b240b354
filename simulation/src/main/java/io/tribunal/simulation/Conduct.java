package io.tribunal.simulation;

/** How a simulated executor behaves. The first three are honest, whatever happens to them. */
public enum Conduct {
    PLAIN,
    /** Forgets how far it came, and answers again from an earlier entry in other batches. */
    RESTARTING,
    /** Answers all there is at once, far before the others. */
    AHEAD,
    LYING,
    /** Lies whenever a request is to be refused, and only then. */
    BIASED,
    /** Tells the same wrong result as all others that collude. */
    COLLUDING,
    /** Goes on from a wrong state of its own. */
    WRONG_STATE,
    /** Goes on from the same wrong state as all others that collude in it. */
    COLLUDING_STATE,
    /** Sends heartbeats alone. */
    SILENT,
    /** Sends nothing at all. */
    DEAD,
    /** Answers when the deadline has passed. */
    SLOW,
    EQUIVOCATING,
    /** Answers well, and claims to have handled entries that nobody has written. */
    ABSURD_CLAIM,
    /** Sends what no honest program would. */
    GARBAGE;

    public boolean isHonest() {
        return this == PLAIN || this == RESTARTING || this == AHEAD;
    }
}
