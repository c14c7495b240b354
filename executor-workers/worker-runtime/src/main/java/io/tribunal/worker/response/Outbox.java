package io.tribunal.worker.response;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Batches that wait to be signed and written, in order. A delayed one holds up those behind it. Times in ms of any clock. */
public final class Outbox {
    /** A batch of that partition, in its place in the queue. */
    public record QueuedBatch(int partition, AnswerBatch batch) {}

    private record Timed(long dueAt, QueuedBatch queued) {}

    private final Deque<Timed> queue = new ArrayDeque<>();

    public void add(long dueAt, QueuedBatch queued) {
        queue.add(new Timed(dueAt, queued));
    }

    /** Ms until the first batch is due; {@link Long#MAX_VALUE} if there is none. */
    public long dueIn(long now) {
        return queue.isEmpty() ? Long.MAX_VALUE : Math.max(0, queue.getFirst().dueAt() - now);
    }

    /** Takes out the batches that are due. */
    public List<QueuedBatch> due(long now) {
        List<QueuedBatch> due = new ArrayList<>();
        while (!queue.isEmpty() && queue.getFirst().dueAt() <= now) {
            due.add(queue.removeFirst().queued());
        }
        return due;
    }
}
