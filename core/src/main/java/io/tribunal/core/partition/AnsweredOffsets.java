package io.tribunal.core.partition;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.ExecutorId;
import java.util.SortedMap;
import java.util.TreeMap;

/** The highest business offset that each executor has answered: duplicates after an executor's restart are below it. */
final class AnsweredOffsets implements SnapshotPart {
    private final SortedMap<ExecutorId, Long> highest = new TreeMap<>();

    /** Notes an answer; returns whether it is beyond all earlier ones of its executor. */
    boolean add(ExecutorId executor, long businessOffset) {
        if (highest.getOrDefault(executor, -1L) >= businessOffset) {
            return false;
        }
        highest.put(executor, businessOffset);
        return true;
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.map(highest, out::int64);
    }

    @Override
    public void readFrom(CanonicalReader in) {
        highest.putAll(in.map(ExecutorId::new, in::int64));
    }
}
