package io.tribunal.core.partition;

import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Responses that are early: each is kept until the cursor reaches the offset at which it is due; so many bytes an
 * executor, the rest is dropped.
 * The range of what was dropped is remembered, so that nobody is called silent for it.
 */
final class HeldResponses {
    /** First and last business offset that were dropped for an executor. */
    record Dropped(long first, long last) {
        boolean covers(long businessOffset) {
            return first <= businessOffset && businessOffset <= last;
        }

        Dropped and(long businessOffset) {
            return new Dropped(Math.min(first, businessOffset), Math.max(last, businessOffset));
        }
    }

    private final SortedMap<Long, List<LoggedResponse>> byDue = new TreeMap<>();
    private final SortedMap<ExecutorId, Long> bytes = new TreeMap<>();
    private final SortedMap<ExecutorId, Dropped> dropped = new TreeMap<>();

    /** Keeps the response until the cursor is at {@code due}, or drops it and says so. */
    boolean hold(LoggedResponse held, long due, int maxBytes) {
        long total = bytes.getOrDefault(held.executor(), 0L) + held.encoded().length();
        if (total > maxBytes) {
            long at = held.businessOffset();
            dropped.merge(held.executor(), new Dropped(at, at), (range, one) -> range.and(at));
            return false;
        }
        bytes.put(held.executor(), total);
        byDue.computeIfAbsent(due, offset -> new ArrayList<>()).add(held);
        return true;
    }

    /** Takes out all responses that are due at the cursor, in response-log order. */
    List<LoggedResponse> release(long cursor) {
        SortedMap<Long, List<LoggedResponse>> reached = byDue.headMap(cursor + 1);
        List<LoggedResponse> released = reached.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(LoggedResponse::offset).thenComparingInt(LoggedResponse::index))
                .toList();
        reached.clear();
        released.forEach(
                held -> bytes.merge(held.executor(), (long) -held.encoded().length(), Long::sum));
        return released;
    }

    boolean wasDropped(ExecutorId executor, long businessOffset) {
        Dropped range = dropped.get(executor);
        return range != null && range.covers(businessOffset);
    }

    /** All that is held, in response-log order. */
    List<LoggedResponse> all() {
        return byDue.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(LoggedResponse::offset).thenComparingInt(LoggedResponse::index))
                .toList();
    }

    SortedMap<ExecutorId, Dropped> dropped() {
        return Collections.unmodifiableSortedMap(dropped);
    }

    void restoreDropped(ExecutorId executor, Dropped range) {
        dropped.put(executor, range);
    }
}
