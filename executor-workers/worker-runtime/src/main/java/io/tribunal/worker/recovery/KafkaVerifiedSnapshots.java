package io.tribunal.worker.recovery;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.recovery.CheckpointTally;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.kafka.genesis.GenesisReader;
import io.tribunal.kafka.log.BusinessLogs;
import io.tribunal.kafka.log.BusinessPartition;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.recovery.IndexedSnapshots;
import io.tribunal.kafka.recovery.SnapshotPositions;
import io.tribunal.schemas.codec.CheckpointCodec;
import io.tribunal.schemas.topic.TopicNames;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds snapshots and checkpoints in their topics. Signers are checked against the present decision log, since a snapshot could
 * name rules under which a key counted that was revoked later. A partition without a verified snapshot is replayed.
 */
public final class KafkaVerifiedSnapshots implements VerifiedSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaVerifiedSnapshots.class);
    private static final int FIRST_PARTITION = 0;
    private static final int ONE_PARTITION = 1;
    /** A state takes several times the bytes of its chunks. */
    private static final long MAX_SNAPSHOT_BYTES = Runtime.getRuntime().maxMemory() / 6;

    private final ClientSettings clients;
    private final TopicNames topics;
    private final Hash deployment;
    private final SignatureVerifier signatures;

    public KafkaVerifiedSnapshots(
            ClientSettings clients, TopicNames topics, Hash deployment, SignatureVerifier signatures) {
        this.clients = clients;
        this.topics = topics;
        this.deployment = deployment;
        this.signatures = signatures;
    }

    @Override
    public Map<Integer, VerifiedSnapshot> find(Map<Integer, Long> resume) {
        try {
            Genesis genesis = genesis();
            SnapshotPositions positions = new SnapshotPositions();
            if (!genesis.validators().isEmpty()) {
                scan(topics.snapshots(), record -> positions.take(record.key()));
            }
            return positions.isEmpty() ? Map.of() : find(resume, tally(genesis, positions));
        } catch (KafkaException | GenesisMismatchException e) {
            LOG.warn(
                    "event=no_snapshots error=\"{}\" action=replay_from_zero",
                    LogText.escaped(String.valueOf(e.getMessage())));
            return Map.of();
        }
    }

    private Map<Integer, VerifiedSnapshot> find(Map<Integer, Long> resume, CheckpointTally tally) {
        IndexedSnapshots shelf =
                new IndexedSnapshots(place -> tally.at(place).isPresent(), this::read, MAX_SNAPSHOT_BYTES);
        scan(topics.snapshots(), record -> shelf.take(record.offset(), record.key(), record.value()));
        SnapshotChoice choice = new SnapshotChoice(shelf, tally, signatures);
        BusinessLogs logs = new BusinessLogs(clients, topics);
        Map<Integer, VerifiedSnapshot> found = new TreeMap<>();
        resume.forEach((partition, resumeFrom) -> {
            try (BusinessPartition log = logs.open(partition)) {
                choice.choose(partition, resumeFrom, log::at).ifPresent(snapshot -> found.put(partition, snapshot));
            }
        });
        return found;
    }

    private Genesis genesis() {
        try (GenesisReader reader = new GenesisReader(clients, topics.businessLog())) {
            return reader.require(FIRST_PARTITION, deployment).genesis();
        }
    }

    private CheckpointTally tally(Genesis genesis, SnapshotPositions positions) {
        CheckpointTally tally = new CheckpointTally(genesis, latest(genesis), signatures);
        scan(
                topics.checkpoints(),
                record -> CheckpointCodec.decode(LogRecords.isStamped(record), record.value())
                        .filter(signed -> positions.contains(signed.checkpoint().position()))
                        .ifPresent(tally::add));
        return tally;
    }

    private DecisionChain latest(Genesis genesis) {
        DecisionLogMachine decisionLog = new DecisionLogMachine(genesis, deployment, signatures);
        scan(topics.isolationEndorsements(), record -> decisionLog.process(LogRecords.decisionLog(record)));
        return decisionLog.chain();
    }

    private void read(long first, long last, IndexedSnapshots.Records records) {
        TopicPartition partition = new TopicPartition(topics.snapshots(), FIRST_PARTITION);
        TopicScan.scanRange(clients, partition, first, last, record -> records.take(record.key(), record.value()));
    }

    private void scan(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        TopicScan.scan(clients, topic, ONE_PARTITION, reader);
    }
}
