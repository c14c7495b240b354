package io.tribunal.core.ballot;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.LoggedResponse;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The room for whole responses in the open ballots of a partition. A response without room is read again from the response log
 * when its ballot needs more of it than its digests. What is kept changes no outcome, only what it costs. Not safe for use by
 * several threads.
 */
public final class ResponseContents {
    private final Source source;
    private final long maxBytes;
    private final SortedMap<ExecutorId, Long> bytes = new TreeMap<>();

    /** Port: a response of the log, read again. */
    @FunctionalInterface
    public interface Source {
        /**
         * The response at that place.
         *
         * @param index position of the response in the batch at the offset
         */
        LoggedResponse read(long offset, int index);
    }

    /** @param maxBytes of one executor, counted by {@link LoggedResponse#retainedBytes} */
    public ResponseContents(Source source, long maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
    }

    /** Room for everything, so that nothing is ever read again. */
    public static ResponseContents unlimited() {
        return new ResponseContents(
                (offset, index) -> {
                    throw new IllegalStateException("nothing was dropped at " + offset);
                },
                Long.MAX_VALUE);
    }

    /** Takes room of an executor; returns whether there was enough. */
    public boolean take(ExecutorId executor, long size) {
        long taken = bytesOf(executor);
        if (size > maxBytes - taken) {
            return false;
        }
        bytes.put(executor, taken + size);
        return true;
    }

    /** Gives room back. */
    public void giveBack(ExecutorId executor, long size) {
        bytes.merge(executor, -size, Long::sum);
    }

    /** Bytes that are taken of an executor. */
    public long bytesOf(ExecutorId executor) {
        return bytes.getOrDefault(executor, 0L);
    }

    /** Reads a response again that had no room. */
    public LoggedResponse read(long offset, int index) {
        return source.read(offset, index);
    }
}
