package io.tribunal.core.ballot;

/** The first thing in which a response fails to agree. */
public enum Difference {
    REQUEST_HASH,
    NOT_NORMALIZABLE,
    WRITES,
    STATE_ROOT_DUE,
    EQUIVOCATED,
    PRE_STATE,
    POST_STATE,
    STATE_ROOT,
    OUTPUT,
    UNDECIDED
}
