package io.tribunal.core.ballot;

/** Why an entry was not admitted, in the order in which the rules are tried (PROTOCOL 4). */
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
    INVALID_ACTION
}
