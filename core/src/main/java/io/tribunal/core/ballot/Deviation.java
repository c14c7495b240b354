package io.tribunal.core.ballot;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import java.util.Optional;

/**
 * What one executor did wrong in one ballot, with references to the records that show it (PROTOCOL 7, 8).
 *
 * @param position of the business entry
 * @param inherited it only follows from a divergence that was already charged
 * @param responseOffset where the deviating response stands, absent when silent
 * @param expected the agreed value of what differs: a digest, empty when there is none
 * @param got the executor's value
 * @param observedAtResponseOffset the response-log record at which the ballot closed, or the proof was complete
 * @param latency elapsed ms from the ballot's start to the response, absent when silent
 */
public record Deviation(
        Kind kind,
        ExecutorId executorId,
        LogPosition position,
        Hash requestHash,
        boolean inherited,
        Difference differs,
        Optional<Long> responseOffset,
        int index,
        Bytes expected,
        Bytes got,
        long observedAtResponseOffset,
        Optional<Long> latency) {

    /** Classes of deviations. SLOW is judged by the detectors and joins them there. */
    public enum Kind {
        WRONG_OUTPUT,
        WRONG_STATE,
        SILENT,
        EQUIVOCATED
    }
}
