package io.tribunal.worker.loop;

import io.tribunal.worker.state.LoggedRecord;
import io.tribunal.worker.state.PendingRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Records that have begun and are not finished, in offset order. They finish in that order too. */
final class PendingQueue {
    /** @param begunAt ns, of the clock of the metrics */
    record Entry(long offset, PendingRecord record, int bytes, long begunAt) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    void add(LoggedRecord logged, PendingRecord pending, long begunAt) {
        Entry entry = new Entry(logged.offset(), pending, logged.value().length(), begunAt);
        entries.addLast(entry);
        bytes += entry.bytes();
    }

    /** Takes out the first record if it is done. */
    Optional<Entry> pollDone() {
        if (entries.isEmpty() || !entries.getFirst().record().isDone()) {
            return Optional.empty();
        }
        Entry first = entries.removeFirst();
        bytes -= first.bytes();
        return Optional.of(first);
    }

    /** Whether the last record is a new Void: everything after it will be handled in the rebuild that follows. */
    boolean endsWithVoid() {
        return !entries.isEmpty() && entries.getLast().record() instanceof PendingRecord.VoidFound;
    }

    void clear() {
        entries.clear();
        bytes = 0;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** Bytes of all values. */
    long bytes() {
        return bytes;
    }
}
