package io.tribunal.lab.replay;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.Event;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.codec.DeviationCodec;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Replays the two logs of a deployment in a plain loop over core: no Streams, no transactions, no restarts. The records that the
 * voters have published must be a prefix of the result, byte for byte (rule 1 of the design).
 */
public final class LogReplay {
    private static final DeviationCodec DEVIATIONS = new DeviationCodec();

    private final Hash deployment;
    private final List<SortedMap<Long, ResponseRecord>> responses;
    private final List<Deque<BusinessRecord>> entries;

    private LogReplay(Hash deployment, int partitions) {
        this.deployment = deployment;
        this.responses = IntStream.range(0, partitions)
                .<SortedMap<Long, ResponseRecord>>mapToObj(partition -> new TreeMap<>())
                .toList();
        this.entries = IntStream.range(0, partitions)
                .<Deque<BusinessRecord>>mapToObj(partition -> new ArrayDeque<>())
                .toList();
    }

    /** The verdicts and deviations of both logs up to now; the index is the partition. */
    public static List<PartitionDecisions> run(ClientSettings settings, TopicCatalogue topics, Hash deployment) {
        LogReplay replay = new LogReplay(deployment, topics.partitions());
        // Responses first: then all entries that they name are in the business log
        TopicScan.scan(settings, topics.responseLog(), topics.partitions(), replay::response);
        TopicScan.scan(settings, topics.businessLog(), topics.partitions(), replay::entry);
        return IntStream.range(0, topics.partitions()).mapToObj(replay::decide).toList();
    }

    private void response(ConsumerRecord<byte[], byte[]> record) {
        responses.get(record.partition()).put(record.offset(), LogRecords.response(record));
    }

    private void entry(ConsumerRecord<byte[], byte[]> record) {
        entries.get(record.partition()).add(LogRecords.business(record));
    }

    private PartitionDecisions decide(int partition) {
        PartitionMachine machine = new PartitionMachine(
                partition,
                deployment,
                Ed25519.verifier(),
                new VerdictCodec(),
                through -> next(partition, through),
                (offset, before) -> first(partition, offset, before));
        List<Bytes> verdicts = new ArrayList<>();
        List<Bytes> deviations = new ArrayList<>();
        for (ResponseRecord record : responses.get(partition).values()) {
            for (Event event : machine.process(record)) {
                switch (event) {
                    case Event.VerdictIssued issued -> verdicts.add(issued.body());
                    case Event.DeviationFound found -> deviations.add(DEVIATIONS.encode(found.deviation()));
                    case Event.AnomalyFound ignored -> {}
                    case Event.Discarded ignored -> {}
                }
            }
        }
        return new PartitionDecisions(verdicts, deviations);
    }

    private Optional<ResponseRecord> first(int partition, long offset, long before) {
        return responses.get(partition).subMap(offset, Math.max(offset, before)).values().stream()
                .findFirst();
    }

    private Optional<BusinessRecord> next(int partition, long through) {
        Deque<BusinessRecord> unread = entries.get(partition);
        return !unread.isEmpty() && unread.element().offset() <= through
                ? Optional.of(unread.remove())
                : Optional.empty();
    }
}
