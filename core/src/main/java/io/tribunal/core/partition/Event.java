package io.tribunal.core.partition;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.behaviour.Anomaly;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.LogPosition;

/** The results of the voting on one partition, in the order in which they are to be written. */
public sealed interface Event {
    /** A verdict and its Avro body, which the next verdict's previousHash covers. */
    record VerdictIssued(Verdict verdict, Bytes body) implements Event {}

    /** A deviation that a ballot showed. */
    record DeviationFound(Deviation deviation) implements Event {}

    /** An anomaly that the behaviour model shows. */
    record AnomalyFound(Anomaly anomaly) implements Event {}

    /**
     * A response-log record, or one response in it, that no ballot can count: it goes to the dead letters.
     *
     * @param index of the response in its batch, -1 for the whole record
     * @param response the response's bytes, empty for the whole record
     */
    record Discarded(LogPosition position, int index, Bytes response, Reason reason, String detail) implements Event {}

    /** Why something in the response log was discarded. It is no evidence: its author is not proved. */
    enum Reason {
        MALFORMED,
        WRONG_DEPLOYMENT,
        UNKNOWN_KEY,
        BAD_SIGNATURE,
        NOT_A_MEMBER,
        NO_OPEN_BALLOT
    }
}
