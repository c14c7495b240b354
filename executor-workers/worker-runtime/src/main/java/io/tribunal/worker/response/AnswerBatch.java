package io.tribunal.worker.response;

import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.policy.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes into one signed record: some answers, or none (a heartbeat).
 *
 * @param processedTo business offset up to which everything is handled
 * @param resumeFrom business offset from which to answer after a restart once this batch is acknowledged
 */
public record AnswerBatch(long processedTo, long resumeFrom, List<ResponseBatch.Item> items) {
    public AnswerBatch {
        items = List.copyOf(items);
    }

    /**
     * Cuts answers into batches within the bounds of PROTOCOL 3; one empty batch for no answers.
     *
     * @param floor what was announced as processed before; no batch falls behind it
     * @param handledTo offset of the last record handled, answered or not
     */
    public static List<AnswerBatch> cut(List<ResponseBatch.Item> items, long floor, long handledTo) {
        List<AnswerBatch> batches = new ArrayList<>();
        List<ResponseBatch.Item> batch = new ArrayList<>();
        int bytes = 0;
        for (ResponseBatch.Item item : items) {
            int size = item.encoded().length();
            if (batch.size() == Limits.MAX_RESPONSES || bytes + size > Limits.MAX_RESPONSE_BYTES) {
                batches.add(upTo(batch.getLast().response().businessOffset(), floor, batch));
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(item);
            bytes += size;
        }
        batches.add(upTo(handledTo, floor, batch));
        return batches;
    }

    private static AnswerBatch upTo(long offset, long floor, List<ResponseBatch.Item> items) {
        return new AnswerBatch(Math.max(floor, offset), offset + 1, items);
    }
}
