package io.tribunal.core.partition;

import io.tribunal.core.ballot.ResponseContents;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.LoggedResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Keeps early responses until the cursor reaches the offset at which they are due. */
final class HeldResponses {
    private static final Comparator<Held> LOG_ORDER =
            Comparator.comparingLong(Held::offset).thenComparingInt(Held::index);

    private final ToLongFunction<LoggedResponse> size;
    private final ResponseContents contents;
    private final NavigableMap<Long, List<Held>> byDue = new TreeMap<>();
    private final SortedMap<ExecutorId, Long> bytes = new TreeMap<>();

    /**
     * A held response.
     *
     * @param size what it counts towards the bound of its executor
     * @param whole null where the memory has no room for it: then it is read again
     */
    private record Held(
            ExecutorId executor,
            long offset,
            int index,
            long size,
            @Nullable LoggedResponse whole) {}

    /**
     * @param size what a response counts towards the bound of its executor
     * @param contents the room for whole responses
     */
    HeldResponses(ToLongFunction<LoggedResponse> size, ResponseContents contents) {
        this.size = size;
        this.contents = contents;
    }

    /** Whether one more response stays within the bound of its executor; a single one always does, however long. */
    boolean hasRoomFor(LoggedResponse response, int maxBytes) {
        long kept = bytesOf(response.executor());
        return kept == 0 || kept + size.applyAsLong(response) <= maxBytes;
    }

    /** What the responses that are held of an executor count together. */
    long bytesOf(ExecutorId executor) {
        return bytes.getOrDefault(executor, 0L);
    }

    /**
     * Keeps a response until the cursor reaches the entry that it answers or, when the cursor has passed that entry, the
     * offset that its author had handled.
     */
    void hold(LoggedResponse response, long cursor) {
        long due = response.businessOffset() > cursor ? response.businessOffset() : response.processedTo();
        boolean fits = contents.take(response.executor(), response.retainedBytes());
        Held held = new Held(
                response.executor(),
                response.offset(),
                response.index(),
                size.applyAsLong(response),
                fits ? response : null);
        bytes.merge(held.executor(), held.size(), Long::sum);
        byDue.computeIfAbsent(due, offset -> new ArrayList<>(1)).add(held);
    }

    /** Removes all responses that are due at the cursor, and hands them out in response-log order. */
    void release(long cursor, Consumer<LoggedResponse> taker) {
        if (byDue.isEmpty() || byDue.firstKey() > cursor) {
            return;
        }
        SortedMap<Long, List<Held>> reached = byDue.headMap(cursor, true);
        List<Held> released = inLogOrder(reached);
        reached.clear();
        released.forEach(held -> taker.accept(taken(held)));
    }

    private LoggedResponse taken(Held held) {
        bytes.merge(held.executor(), -held.size(), Long::sum);
        LoggedResponse whole = held.whole();
        if (whole == null) {
            return contents.read(held.offset(), held.index());
        }
        contents.giveBack(held.executor(), whole.retainedBytes());
        return whole;
    }

    /** Where all held responses stand, in response-log order. */
    List<ResponseReference> all() {
        return inLogOrder(byDue).stream()
                .map(held -> new ResponseReference(held.offset(), held.index(), 0))
                .toList();
    }

    private static List<Held> inLogOrder(SortedMap<Long, List<Held>> some) {
        List<Held> sorted = new ArrayList<>();
        some.values().forEach(sorted::addAll);
        sorted.sort(LOG_ORDER);
        return sorted;
    }
}
