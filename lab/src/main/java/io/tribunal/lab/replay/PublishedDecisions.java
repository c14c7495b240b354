package io.tribunal.lab.replay;

import io.tribunal.core.identity.Bytes;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the verdicts and deviations that the voters of a deployment have published and committed. */
public final class PublishedDecisions {
    private PublishedDecisions() {}

    /** All records up to now; the index is the partition. */
    public static List<PartitionDecisions> read(ClientSettings settings, TopicCatalogue topics) {
        List<List<Bytes>> verdicts = bodies(settings, topics.verdicts(), topics.partitions());
        List<List<Bytes>> deviations = bodies(settings, topics.deviations(), topics.partitions());
        return IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new PartitionDecisions(verdicts.get(partition), deviations.get(partition)))
                .toList();
    }

    private static List<List<Bytes>> bodies(ClientSettings settings, String topic, int partitions) {
        List<List<Bytes>> bodies = IntStream.range(0, partitions)
                .<List<Bytes>>mapToObj(partition -> new ArrayList<>())
                .toList();
        TopicScan.scan(
                settings,
                topic,
                partitions,
                record -> bodies.get(record.partition())
                        .add(WireFormat.body(record.value()).orElseThrow()));
        return bodies;
    }
}
