package io.tribunal.core.partition;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.LoggedResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps early responses until the cursor reaches the offset at which they are due. */
final class HeldResponses {
    private static final Comparator<LoggedResponse> LOG_ORDER =
            Comparator.comparingLong(LoggedResponse::offset).thenComparingInt(LoggedResponse::index);

    private final SortedMap<Long, List<LoggedResponse>> byDue = new TreeMap<>();
    private final SortedMap<ExecutorId, Long> bytes = new TreeMap<>();

    /** Whether one more response stays within the bound of its executor; a single one always does, however long. */
    boolean hasRoomFor(LoggedResponse response, int maxBytes) {
        long kept = bytesOf(response.executor());
        return kept == 0 || kept + response.encoded().length() <= maxBytes;
    }

    /** Bytes of the responses that are kept of an executor. */
    long bytesOf(ExecutorId executor) {
        return bytes.getOrDefault(executor, 0L);
    }

    /**
     * Keeps a response until the cursor reaches the entry that it answers or, when the cursor has passed that entry, the
     * offset that its author had handled.
     */
    void hold(LoggedResponse held, long cursor) {
        long due = held.businessOffset() > cursor ? held.businessOffset() : held.processedTo();
        bytes.merge(held.executor(), (long) held.encoded().length(), Long::sum);
        byDue.computeIfAbsent(due, offset -> new ArrayList<>()).add(held);
    }

    /** Removes and returns all responses that are due at the cursor, in response-log order. */
    List<LoggedResponse> release(long cursor) {
        if (byDue.isEmpty() || byDue.firstKey() > cursor) {
            return List.of();
        }
        SortedMap<Long, List<LoggedResponse>> reached = byDue.headMap(cursor + 1);
        List<LoggedResponse> released = inLogOrder(reached);
        reached.clear();
        released.forEach(
                held -> bytes.merge(held.executor(), (long) -held.encoded().length(), Long::sum));
        return released;
    }

    /** All held responses, in response-log order. */
    List<LoggedResponse> all() {
        return inLogOrder(byDue);
    }

    private static List<LoggedResponse> inLogOrder(SortedMap<Long, List<LoggedResponse>> some) {
        List<LoggedResponse> sorted = new ArrayList<>();
        some.values().forEach(sorted::addAll);
        sorted.sort(LOG_ORDER);
        return sorted;
    }
}
