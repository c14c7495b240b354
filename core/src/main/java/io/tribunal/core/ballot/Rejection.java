package io.tribunal.core.ballot;

/**
 * Why an entry was not admitted (PROTOCOL 4). The number of a reason stands in verdict bytes, so a new one comes last, whatever
 * its rule's place in the order in which the rules are tried.
 */
public enum Rejection {
    MALFORMED,
    WRONG_DEPLOYMENT,
    UNKNOWN_KEY,
    BAD_SIGNATURE,
    WRONG_PARTITION,
    EXPIRED,
    MALFORMED_BODY,
    SEQUENCE_JUMP,
    REPLAYED,
    OUT_OF_ORDER,
    BAD_CERTIFICATE,
    INVALID_ACTION,
    SEQUENCE_TOO_OLD
}
