package io.tribunal.worker.loop;

import io.tribunal.core.log.ResponseBatch;
import io.tribunal.worker.response.AnswerBatch;
import java.util.ArrayList;
import java.util.List;

/** Answers that wait to be written, in offset order. */
final class AnswerBuffer {
    private final List<ResponseBatch.Item> items = new ArrayList<>();
    private long bytes;

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
    List<AnswerBatch> drain(PartitionProgress progress) {
        List<AnswerBatch> batches = AnswerBatch.cut(items, progress.processedTo(), progress.handledTo());
        items.clear();
        bytes = 0;
        return batches;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** Bytes of all encoded answers. */
    long bytes() {
        return bytes;
    }
}
