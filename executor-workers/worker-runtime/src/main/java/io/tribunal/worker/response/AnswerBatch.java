package io.tribunal.worker.response;

import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.policy.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * The unsigned content of one response-log record: encoded responses, or none (a heartbeat).
 *
 * @param processedTo business offset up to which every record is handled
 * @param resumeFrom business offset from which to answer after a restart once this batch is acknowledged
 */
public record AnswerBatch(long processedTo, long resumeFrom, List<ResponseBatch.Item> items) {
    public AnswerBatch {
        items = List.copyOf(items);
    }

    /**
     * Cuts answers into batches within the bounds of PROTOCOL 3; a single empty batch when there are no answers.
     *
     * @param announcedTo the least offset that a batch may announce as processed
     * @param handledTo offset of the last record handled, answered or not
     */
    public static List<AnswerBatch> cut(List<ResponseBatch.Item> items, long announcedTo, long handledTo) {
        List<AnswerBatch> batches = new ArrayList<>();
        List<ResponseBatch.Item> batch = new ArrayList<>();
        int bytes = 0;
        for (ResponseBatch.Item item : items) {
            int size = item.encoded().length();
            if (batch.size() == Limits.MAX_RESPONSES || bytes + size > Limits.MAX_RESPONSE_BYTES) {
                batches.add(upTo(batch.getLast().response().businessOffset(), announcedTo, batch));
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(item);
            bytes += size;
        }
        batches.add(upTo(handledTo, announcedTo, batch));
        return batches;
    }

    private static AnswerBatch upTo(long offset, long announcedTo, List<ResponseBatch.Item> items) {
        return new AnswerBatch(Math.max(announcedTo, offset), offset + 1, items);
    }
}
