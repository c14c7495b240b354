package io.tribunal.worker.loop;

import io.tribunal.worker.state.StateVoid;

/**
 * How far the work on one partition has come, in business offsets; -1 stands before the first record. Immutable: every
 * event gives the next progress.
 *
 * <ul>
 *   <li>{@code begin - 1 <= handledTo}: handling goes forward, until a rebuild starts again at {@code begin}
 *   <li>{@code answeredTo <= processedTo} and {@code writtenTo <= processedTo}
 *   <li>{@code writtenTo} and {@code processedTo} never go back: an executor does not withdraw what it has announced
 * </ul>
 *
 * @param begin offset of the first record that a rebuild needs: 0, or the one after the snapshot that it starts from
 * @param handledTo offset of the last record handled since the last rebuild began
 * @param answeredTo answers up to here are written or wait to be written, so that a rebuild does not give them again
 * @param writtenTo what the last batch announced as processed
 * @param processedTo the least that the next batch announces as processed; ahead of {@code handledTo} during a rebuild
 */
record PartitionProgress(long begin, long handledTo, long answeredTo, long writtenTo, long processedTo) {
    PartitionProgress {
        require(begin >= 0 && begin - 1 <= handledTo, "begin - 1 <= handledTo", begin, handledTo);
        require(answeredTo <= processedTo, "answeredTo <= processedTo", answeredTo, processedTo);
        require(writtenTo <= processedTo, "writtenTo <= processedTo", writtenTo, processedTo);
    }

    /**
     * Nothing is handled yet.
     *
     * @param resumeFrom offset up to which an earlier run has answered everything; 0 for a first run
     */
    static PartitionProgress start(long begin, long resumeFrom) {
        long earlier = resumeFrom - 1;
        return new PartitionProgress(begin, begin - 1, earlier, earlier, earlier);
    }

    /** The record at that offset is handled, answered or not. */
    PartitionProgress handled(long offset) {
        require(offset > handledTo, "records come in offset order", handledTo, offset);
        return new PartitionProgress(begin, offset, answeredTo, writtenTo, processedTo);
    }

    /** The state is rebuilt from its beginning. */
    PartitionProgress rebuilding() {
        return new PartitionProgress(begin, begin - 1, answeredTo, writtenTo, processedTo);
    }

    /**
     * A ROOT-signed Void was read (PROTOCOL 5): requests after the one that it names are answered again, unless an earlier run
     * has passed the Void already.
     */
    PartitionProgress voided(StateVoid found) {
        return found.position() > processedTo
                ? new PartitionProgress(begin, handledTo, found.offset(), writtenTo, found.position())
                : this;
    }

    /** Batches with all answers at hand are drained, to be written. */
    PartitionProgress drained() {
        long processed = Math.max(processedTo, handledTo);
        return new PartitionProgress(begin, handledTo, Math.max(answeredTo, handledTo), processed, processed);
    }

    /** A drained batch could not be signed: its answers, from that offset on, must be given again. */
    PartitionProgress takenBack(long firstOffset) {
        return new PartitionProgress(begin, handledTo, Math.min(answeredTo, firstOffset - 1), writtenTo, processedTo);
    }

    /** Whether the answer to the request at that offset must not be given again. */
    boolean isAnswered(long offset) {
        return offset <= answeredTo;
    }

    /** Whether records that were announced as processed have not been handled again yet. */
    boolean isRebuilding() {
        return handledTo < 0 || handledTo < processedTo;
    }

    /** Whether more is handled than the last batch announced. */
    boolean hasUnannounced() {
        return handledTo > writtenTo;
    }

    /** Offset from which a worker in this one's place must answer. */
    long resumeFrom() {
        return processedTo + 1;
    }

    private static void require(boolean holds, String rule, long left, long right) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", not " + left + " and " + right);
        }
    }
}
