package io.tribunal.audit.record;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.pipeline.DetectionResult;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.BusinessLogs;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.log.PartitionLogs;
import io.tribunal.schemas.topic.TopicNames;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Replays the partitions of a running deployment, each from its beginning to its current end. */
public final class PartitionReplayer {
    private final ClientSettings settings;
    private final TopicNames topics;
    private final Hash deployment;
    private final SignatureVerifier signatures;

    public PartitionReplayer(
            ClientSettings settings, TopicNames topics, Hash deployment, SignatureVerifier signatures) {
        this.settings = settings;
        this.topics = topics;
        this.deployment = deployment;
        this.signatures = signatures;
    }

    /** Receives the detection result of each response-log record. */
    @FunctionalInterface
    public interface Listener {
        void replayed(PartitionReplay replay, long responseOffset, DetectionResult result);
    }

    /** Replays one partition; the listener is called for every record of its response log. */
    public PartitionReplay replay(int partition, Listener listener) {
        try (PartitionLogs logs = new PartitionLogs(new BusinessLogs(settings, topics), settings, topics, partition)) {
            PartitionReplay replay = new PartitionReplay(partition, deployment, signatures, logs, logs);
            TopicScan.scan(
                    settings,
                    List.of(new TopicPartition(topics.responseLog(), partition)),
                    record -> listener.replayed(replay, record.offset(), replay.take(LogRecords.response(record))));
            return replay;
        }
    }
}
