package io.tribunal.lab.baseline;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Measures the sizes of the last records that a deployment has written. */
public final class RecordSizeProbe {
    private static final int SAMPLE = 1_000;

    private final ClientSettings clients;
    private final TopicCatalogue topics;
    private final LongSummaryStatistics batches = new LongSummaryStatistics();
    private final LongSummaryStatistics responses = new LongSummaryStatistics();

    public RecordSizeProbe(ClientSettings clients, TopicCatalogue topics) {
        this.clients = clients;
        this.topics = topics;
    }

    /** Means over the last {@value #SAMPLE} records of each partition; heartbeats are left out. */
    public RecordSizes measure() {
        int entry = meanSize(topics.businessLog());
        last(topics.responseLog(), this::take);
        int verdict = meanSize(topics.verdicts());
        return new RecordSizes(entry, rounded(batches), rounded(responses), verdict);
    }

    private int meanSize(String topic) {
        LongSummaryStatistics sizes = new LongSummaryStatistics();
        last(topic, record -> sizes.accept(record.value().length));
        return rounded(sizes);
    }

    private static int rounded(LongSummaryStatistics sizes) {
        return (int) Math.round(sizes.getAverage());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Optional<ResponseBatch> batch = ResponseCodec.decode(
                        new LogPosition(record.partition(), record.offset()), record.timestamp(), true, record.value())
                .batch();
        batch.filter(found -> !found.items().isEmpty()).ifPresent(found -> {
            LongSummaryStatistics items = found.items().stream()
                    .mapToLong(item -> item.encoded().length())
                    .summaryStatistics();
            responses.combine(items);
            batches.accept(record.value().length - items.getSum());
        });
    }

    private void last(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        List<TopicPartition> partitions = IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        TopicScan.scanLast(clients, partitions, SAMPLE, reader);
    }
}
