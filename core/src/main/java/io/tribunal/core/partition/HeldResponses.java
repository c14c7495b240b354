package io.tribunal.core.partition;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.ResponseBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Responses to entries beyond the cursor, kept until it gets there; so many bytes an executor, the rest is dropped.
 * The range of what was dropped is remembered, so that nobody is called silent for it.
 */
final class HeldResponses {
    /** A response waiting for the cursor, at {@code offset} and {@code index} of the response log. */
    record Held(ExecutorId executor, ResponseBatch batch, long offset, int index) {
        long businessOffset() {
            return batch.items().get(index).response().businessOffset();
        }

        int bytes() {
            return batch.items().get(index).encoded().length();
        }
    }

    /** First and last business offset that were dropped for an executor. */
    record Dropped(long first, long last) {
        boolean covers(long businessOffset) {
            return first <= businessOffset && businessOffset <= last;
        }

        Dropped and(long businessOffset) {
            return new Dropped(Math.min(first, businessOffset), Math.max(last, businessOffset));
        }
    }

    private final SortedMap<Long, List<Held>> byBusinessOffset = new TreeMap<>();
    private final SortedMap<ExecutorId, Long> bytes = new TreeMap<>();
    private final SortedMap<ExecutorId, Dropped> dropped = new TreeMap<>();

    /** Keeps the response, or drops it and says so. */
    boolean hold(Held held, int maxBytes) {
        long total = bytes.getOrDefault(held.executor(), 0L) + held.bytes();
        if (total > maxBytes) {
            long at = held.businessOffset();
            dropped.merge(held.executor(), new Dropped(at, at), (range, one) -> range.and(at));
            return false;
        }
        bytes.put(held.executor(), total);
        byBusinessOffset
                .computeIfAbsent(held.businessOffset(), offset -> new ArrayList<>())
                .add(held);
        return true;
    }

    /** Takes out all responses to entries up to the cursor, in response-log order. */
    List<Held> release(long cursor) {
        SortedMap<Long, List<Held>> reached = byBusinessOffset.headMap(cursor + 1);
        List<Held> released = reached.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Held::offset).thenComparingInt(Held::index))
                .toList();
        reached.clear();
        released.forEach(held -> bytes.merge(held.executor(), (long) -held.bytes(), Long::sum));
        return released;
    }

    boolean wasDropped(ExecutorId executor, long businessOffset) {
        Dropped range = dropped.get(executor);
        return range != null && range.covers(businessOffset);
    }

    /** All that is held, in response-log order. */
    List<Held> all() {
        return byBusinessOffset.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Held::offset).thenComparingInt(Held::index))
                .toList();
    }

    SortedMap<ExecutorId, Dropped> dropped() {
        return Collections.unmodifiableSortedMap(dropped);
    }

    void restoreDropped(ExecutorId executor, Dropped range) {
        dropped.put(executor, range);
    }
}
