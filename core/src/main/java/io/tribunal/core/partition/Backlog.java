package io.tribunal.core.partition;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Marks the responses for which there was no room. They stay in the response log and are read again from there, as if
 * their author had written them only then. One mark for each executor is kept (PROTOCOL 5).
 */
final class Backlog implements SnapshotPart {
    /** Records of an executor's backlog that are read for each new record at most, which bounds the cost of a record. */
    static final int RECORDS_A_STEP = 256;

    /** The first deferred response: index {@code index} of the batch at {@code offset} of the response log. */
    record Mark(long offset, int index) {}

    /** Takes the responses of a batch from an index on; returns false after deferring one of them. */
    @FunctionalInterface
    interface Taker {
        boolean take(ExecutorId executor, ResponseBatch batch, Mark from);
    }

    private final ResponseLog log;
    private final BatchAdmission batches;
    private final SortedMap<ExecutorId, Mark> marks = new TreeMap<>();
    private final SortedSet<ExecutorId> behind = new TreeSet<>();

    Backlog(ResponseLog log, BatchAdmission batches) {
        this.log = log;
        this.batches = batches;
    }

    /** From this response on, all that the executor writes waits in the log. */
    void defer(ExecutorId executor, Mark first) {
        marks.put(executor, first);
    }

    boolean isDeferred(ExecutorId executor) {
        return marks.containsKey(executor);
    }

    /** Whether the reading is late, not the executor: there was room, but its backlog was not read to the end. */
    boolean isBehind(ExecutorId executor) {
        return behind.contains(executor);
    }

    /** Reads on, up to the offset, what was deferred of each executor that has room again. */
    void readOn(long before, Predicate<ExecutorId> hasRoom, Taker taker) {
        behind.clear();
        if (marks.isEmpty()) {
            return;
        }
        for (Map.Entry<ExecutorId, Mark> deferred : new TreeMap<>(marks).entrySet()) {
            if (hasRoom.test(deferred.getKey())) {
                readOn(deferred.getKey(), deferred.getValue(), before, taker);
            }
        }
    }

    private void readOn(ExecutorId executor, Mark first, long before, Taker taker) {
        marks.remove(executor);
        Mark mark = first;
        for (int records = 0; records < RECORDS_A_STEP; records++) {
            Optional<ResponseRecord> record = log.first(mark.offset(), before);
            if (record.isEmpty()) {
                return;
            }
            long offset = record.get().position().offset();
            Mark from = offset == mark.offset() ? mark : new Mark(offset, 0);
            Optional<ResponseBatch> batch = batchOf(executor, record.get());
            if (batch.isPresent() && !taker.take(executor, batch.get(), from)) {
                return;
            }
            mark = new Mark(offset + 1, 0);
        }
        if (mark.offset() < before) {
            defer(executor, mark);
            behind.add(executor);
        }
    }

    private Optional<ResponseBatch> batchOf(ExecutorId executor, ResponseRecord record) {
        boolean claimed = record.header()
                .filter(signed -> signed.header().author().equals(executor.value()))
                .isPresent();
        return claimed && batches.check(record) instanceof BatchAdmission.ByExecutor answer
                ? Optional.of(answer.batch())
                : Optional.empty();
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.map(marks, mark -> out.int64(mark.offset()).int32(mark.index()));
    }

    @Override
    public void readFrom(CanonicalReader in) {
        marks.putAll(in.map(ExecutorId::new, () -> new Mark(in.int64(), in.int32())));
    }
}
