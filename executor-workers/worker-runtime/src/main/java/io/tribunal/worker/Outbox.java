package io.tribunal.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Batches on their way to the log, in order. A delayed one holds up those behind it. Times in ms of any clock. */
final class Outbox {
    record QueuedBatch(int partition, AnswerBatch batch) {}

    private record Timed(long dueAt, QueuedBatch parcel) {}

    private final Deque<Timed> parcels = new ArrayDeque<>();

    void add(long dueAt, QueuedBatch parcel) {
        parcels.add(new Timed(dueAt, parcel));
    }

    /** Takes out what is due. */
    List<QueuedBatch> due(long now) {
        List<QueuedBatch> due = new ArrayList<>();
        while (!parcels.isEmpty() && parcels.getFirst().dueAt() <= now) {
            due.add(parcels.removeFirst().parcel());
        }
        return due;
    }
}
