package io.tribunal.core.partition;

import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Responses for which there was no room: they stay where they are, in the response log, and are read again from there
 * as if their author had written them only then. One mark an executor is all that is kept (PROTOCOL 5).
 */
final class Backlog {
    /** How far an executor's backlog is read on at most with each record: nobody can make one record cost more. */
    static final int RECORDS_A_STEP = 256;

    /** The first response that was left: index {@code index} of the batch at {@code offset} of the response log. */
    record Mark(long offset, int index) {}

    /** Takes a batch's responses from an index on; false when one had to be left, which is then marked. */
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

    /** From here on, whatever that executor writes waits in the log. */
    void leave(ExecutorId executor, Mark first) {
        marks.put(executor, first);
    }

    boolean isLeft(ExecutorId executor) {
        return marks.containsKey(executor);
    }

    /** Whether the reading, not the executor, is late: there was room, and yet its backlog was not read to the end. */
    boolean isBehind(ExecutorId executor) {
        return behind.contains(executor);
    }

    /** Reads on what was left before the offset, of each executor that has room again. */
    void readOn(long before, Predicate<ExecutorId> hasRoom, Taker taker) {
        behind.clear();
        for (Map.Entry<ExecutorId, Mark> left : new TreeMap<>(marks).entrySet()) {
            if (hasRoom.test(left.getKey())) {
                readOn(left.getKey(), left.getValue(), before, taker);
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
            leave(executor, mark);
            behind.add(executor);
        }
    }

    private Optional<ResponseBatch> batchOf(ExecutorId executor, ResponseRecord record) {
        boolean claimed = record.batch()
                .filter(batch -> batch.header().author().equals(executor.value()))
                .isPresent();
        return claimed && batches.check(record) instanceof BatchAdmission.ByExecutor answer
                ? Optional.of(answer.batch())
                : Optional.empty();
    }

    SortedMap<ExecutorId, Mark> marks() {
        return Collections.unmodifiableSortedMap(marks);
    }
}
