package io.tribunal.audit.record;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.pipeline.DetectionResult;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.log.PartitionLogs;
import io.tribunal.schemas.topic.TopicNames;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Hears the partitions of a running deployment again, each from its beginning to where it ends now. */
public final class PartitionReplayer {
    private final ClientSettings settings;
    private final TopicNames topics;
    private final Hash deployment;
    private final SignatureVerifier signatures;

    public PartitionReplayer(ClientSettings settings, TopicNames topics, Hash deployment, SignatureVerifier signatures) {
        this.settings = settings;
        this.topics = topics;
        this.deployment = deployment;
        this.signatures = signatures;
    }

    /** Sees what follows from a record. */
    @FunctionalInterface
    public interface Listener {
        void heard(PartitionReplay hearing, long responseOffset, DetectionResult conclusions);
    }

    /** One partition; the listener sees every record of its response log. */
    public PartitionReplay hear(int partition, Listener listener) {
        try (PartitionLogs logs = new PartitionLogs(settings, topics, partition)) {
            PartitionReplay hearing = new PartitionReplay(partition, deployment, signatures, logs, logs);
            TopicScan.scan(
                    settings,
                    List.of(new TopicPartition(topics.responseLog(), partition)),
                    record -> listener.heard(hearing, record.offset(), hearing.take(LogRecords.response(record))));
            return hearing;
        }
    }
}
