package io.tribunal.statestore.snapshot;

import io.tribunal.core.identity.Hash;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.log.BusinessLogs;
import io.tribunal.kafka.log.BusinessPartition;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** A snapshot publisher and its Kafka clients; closed and replaced by a new one after a Kafka error. */
final class SnapshotSession implements AutoCloseable {
    private static final int SNAPSHOTS_PARTITION = 0;

    private final ClientSettings clients;
    private final TopicNames topics;
    private final Hash deployment;
    private final KafkaProducer<byte[], byte[]> producer;
    private final BusinessLogs businessLogs;
    private final List<BusinessPartition> logs = new ArrayList<>();
    private final SnapshotPublisher publisher;

    SnapshotSession(TribunalConfig config, int schemaId, Hash deployment) {
        this.clients = new ClientSettings(config);
        this.topics = TopicNames.of(config.namespace());
        this.deployment = deployment;
        this.businessLogs = new BusinessLogs(clients, topics);
        SnapshotRecords records = new SnapshotRecords(schemaId);
        TopicScan.scan(clients, topics.snapshots(), 1, record -> records.read(record.key(), record.value()));
        this.producer = new KafkaProducer<>(clients.producer());
        this.publisher = new SnapshotPublisher(deployment, this::reader, records, this::write);
    }

    SnapshotPublisher publisher() {
        return publisher;
    }

    private ContextReader reader(int partition) {
        BusinessPartition log = businessLogs.open(partition);
        logs.add(log);
        return new ContextReader(partition, deployment, Ed25519.verifier(), log);
    }

    private void write(List<SnapshotRecords.Change> changes) {
        List<Future<RecordMetadata>> sent = changes.stream()
                .map(change -> producer.send(new ProducerRecord<>(
                        topics.snapshots(),
                        SNAPSHOTS_PARTITION,
                        change.key().encode(),
                        change.value().orElse(null))))
                .toList();
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException lost) {
                throw new KafkaException("a snapshot was not written", lost);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    @Override
    public void close() {
        logs.forEach(BusinessPartition::close);
        producer.close();
    }
}
