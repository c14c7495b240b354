package io.tribunal.core.detection;

/** The classes of deviations, each with a sum of its own (PROTOCOL 8). */
public enum DeviationClass {
    /** Another output or state than the agreed one, not inherited. Leads to isolation. */
    WRONG,
    /** No answer to what the others agreed on in time. Leads to DOWN, never to isolation. */
    SILENT,
    /** Later than its peers and than the partition was wont to be. Leads to isolation only after further windows. */
    SLOW,
    /** Two different answers to one request: proof, no statistics. */
    EQUIVOCATED
}
