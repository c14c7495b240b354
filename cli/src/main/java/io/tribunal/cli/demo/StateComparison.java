package io.tribunal.cli.demo;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.kafka.log.LogRecords;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The last state digest of each executor in each partition, from its signed responses. */
final class StateComparison {
    private final SortedMap<String, Map<Integer, Last>> lasts = new TreeMap<>();

    private record Last(long businessOffset, Bytes postState) {}

    void read(ConsumerRecord<byte[], byte[]> record) {
        ResponseRecord response = LogRecords.response(record);
        response.batch().ifPresent(batch -> read(record.partition(), batch));
    }

    private void read(int partition, ResponseBatch batch) {
        Map<Integer, Last> own = lasts.computeIfAbsent(batch.header().author(), id -> new HashMap<>());
        for (ResponseBatch.Item item : batch.items()) {
            Last last =
                    new Last(item.response().businessOffset(), item.response().postState());
            own.merge(partition, last, (old, next) -> next.businessOffset() >= old.businessOffset() ? next : old);
        }
    }

    /**
     * By executor, in how many partitions its last digest equals the committed one.
     *
     * @param committed by partition, the committed digest in hex
     */
    SortedMap<String, Integer> equalPartitions(Map<Integer, String> committed) {
        SortedMap<String, Integer> equal = new TreeMap<>();
        lasts.forEach((executor, own) -> equal.put(executor, (int) own.entrySet().stream()
                .filter(last -> last.getValue().postState().toHex().equals(committed.get(last.getKey())))
                .count()));
        return equal;
    }
}
