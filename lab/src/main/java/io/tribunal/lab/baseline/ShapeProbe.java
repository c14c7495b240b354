package io.tribunal.lab.baseline;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Measures the records that a deployment has written last. */
public final class ShapeProbe {
    private static final int FETCH_MAX_WAIT_MS = 100;
    private static final int SAMPLE = 1_000;
    private static final Duration POLL = Duration.ofMillis(500);

    private final ClientSettings clients;
    private final TopicCatalogue topics;
    private final LongSummaryStatistics batches = new LongSummaryStatistics();
    private final LongSummaryStatistics responses = new LongSummaryStatistics();

    public ShapeProbe(ClientSettings clients, TopicCatalogue topics) {
        this.clients = clients;
        this.topics = topics;
    }

    /** Means over the last {@value #SAMPLE} records of each partition; heartbeats do not count. */
    public Shape measure() {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.reader(IsolationLevel.READ_COMMITTED, FETCH_MAX_WAIT_MS))) {
            int entry = meanSize(consumer, topics.businessLog());
            last(consumer, topics.responseLog()).forEach(this::take);
            int verdict = meanSize(consumer, topics.verdicts());
            return new Shape(entry, rounded(batches), rounded(responses), verdict);
        }
    }

    private int meanSize(Consumer<byte[], byte[]> consumer, String topic) {
        return rounded(last(consumer, topic).stream()
                .mapToLong(record -> record.value().length)
                .summaryStatistics());
    }

    private static int rounded(LongSummaryStatistics sizes) {
        return (int) Math.round(sizes.getAverage());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Optional<ResponseBatch> batch = ResponseCodec.decode(
                        new LogPosition(record.partition(), record.offset()), record.timestamp(), true, record.value())
                .batch();
        batch.filter(found -> !found.items().isEmpty()).ifPresent(found -> {
            LongSummaryStatistics own = found.items().stream()
                    .mapToLong(item -> item.encoded().length())
                    .summaryStatistics();
            responses.combine(own);
            batches.accept(record.value().length - own.getSum());
        });
    }

    private List<ConsumerRecord<byte[], byte[]>> last(Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - SAMPLE)));
        List<ConsumerRecord<byte[], byte[]>> found = new java.util.ArrayList<>();
        int before = -1;
        while (found.size() > before) {
            before = found.size();
            consumer.poll(POLL).forEach(found::add);
        }
        return found;
    }
}
