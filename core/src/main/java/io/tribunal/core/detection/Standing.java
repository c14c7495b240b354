package io.tribunal.core.detection;

/** How a member of the electorate stands in a closed ballot. */
public enum Standing {
    /** Its answer carries the decision, or differs from it only as the policy allows. */
    AGREED,
    /** Wrong, and not only because of an earlier divergence. */
    DEVIATED,
    /** Wrong only because of a divergence that was charged before (PROTOCOL 7). */
    INHERITED,
    /** No answer to what was agreed in time without it. */
    SILENT,
    /** Evidence neither way: excused silence, no decision on its answer, equivocation, a Void. */
    UNJUDGED
}
