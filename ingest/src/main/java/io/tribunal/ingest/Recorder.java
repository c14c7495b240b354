package io.tribunal.ingest;

import io.tribunal.core.identity.LogPosition;

/**
 * Remembers a request for its sender, so that another process can find out what became of it. {@link #plan} and
 * {@link #force} are called on the client's sending thread, {@link #appended} on the producer's.
 */
public interface Recorder {
    /**
     * From where on what belongs to a request can be found.
     *
     * @param entries offset of the partition of business-log: the entry of a request that is planned now gets this one
     *     or a later one
     * @param verdicts offset of the partition of verdicts: so does each verdict on it
     */
    record Reach(long entries, long verdicts) {}

    /**
     * The request's identity. Sequences are to be given in the order of the calls.
     *
     * @param partition the request's partition
     */
    PlannedRequest plan(NewRequest request, int partition, Reach reach);

    /** Makes durable what was planned; the request is produced afterwards. A failure refuses the request. */
    void force();

    /** The broker has acknowledged the request's entry. */
    void appended(LogPosition position);
}
