package io.tribunal.worker.loop;

import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.policy.Limits;
import io.tribunal.worker.response.AnswerBatch;
import java.util.ArrayList;
import java.util.List;

/** Answers that wait to be written, in offset order. Times in ms of any clock. */
final class AnswerBuffer {
    private static final long FILL_MS = 20;

    private final List<ResponseBatch.Item> items = new ArrayList<>();
    private long bytes;
    private long drainedAt = -FILL_MS;

    void add(ResponseBatch.Item item) {
        items.add(item);
        bytes += item.encoded().length();
    }

    /** Drops the answers that will be given again. */
    void retainAnswered(PartitionProgress progress) {
        items.removeIf(item -> !progress.isAnswered(item.response().businessOffset()));
        bytes = items.stream().mapToLong(item -> item.encoded().length()).sum();
    }

    /** Everything, cut into batches: a single empty one when there are no answers. */
    List<AnswerBatch> drain(PartitionProgress progress, long now) {
        if (!items.isEmpty()) {
            drainedAt = now;
        }
        List<AnswerBatch> batches = AnswerBatch.cut(items, progress.processedTo(), progress.handledTo());
        items.clear();
        bytes = 0;
        return batches;
    }

    /**
     * Whether to wait a little for more answers, so that they share one record and one signature.
     *
     * @param executing whether the service is at work on further requests
     */
    boolean isFilling(boolean executing, long now) {
        return executing && now - drainedAt < FILL_MS && items.size() < Limits.MAX_RESPONSES;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** Bytes of all encoded answers. */
    long bytes() {
        return bytes;
    }
}
