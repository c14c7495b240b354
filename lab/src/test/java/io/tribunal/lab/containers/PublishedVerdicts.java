package io.tribunal.lab.containers;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The committed verdicts, read with only a consumer and the codec. */
record PublishedVerdicts(TribunalConfig config, int partitions) {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int FETCH_WAIT_MS = 100;

    /** The final verdicts of each position. */
    Map<LogPosition, List<Verdict>> finals() {
        Map<LogPosition, List<Verdict>> found = new HashMap<>();
        for (Verdict verdict : read()) {
            if (verdict.isFinal()) {
                found.computeIfAbsent(verdict.position(), position -> new ArrayList<>())
                        .add(verdict);
            }
        }
        return found;
    }

    private List<Verdict> read() {
        String topic = new TopicCatalogue(config.namespace(), partitions).verdicts();
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        List<Verdict> verdicts = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(new ClientSettings(config).reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS))) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var record : consumer.poll(POLL)) {
                    verdicts.add(VerdictCodec.decodeFramed(record.value()));
                }
            }
        }
        return verdicts;
    }
}
