package io.tribunal.deployment.provisioning;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Fills the topic of rules from business-log, unless that was done before: the decisions in force, then genesis. So a
 * genesis there shows that the decisions up to then were written; later ones are written by those who make them.
 */
record RulesWriter(Scan scan, Producer<byte[], byte[]> producer, TopicNames topics) {
    private static final int FIRST_PARTITION = 0;

    /** Port: reads a partition from its beginning to its end. */
    interface Scan {
        void read(TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> reader);
    }

    static void write(ClientSettings settings, TopicNames topics, GenesisFile genesis) {
        Scan scan = (partition, reader) -> TopicScan.scan(settings, List.of(partition), reader);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer())) {
            new RulesWriter(scan, producer, topics).write(genesis);
        }
    }

    void write(GenesisFile genesis) {
        if (!holdsGenesis(genesis)) {
            writeDecisions(genesis);
            KafkaFutures.await(send(RuleRecord.GENESIS, genesis.value().array()));
        }
    }

    /** Whether the last record in its place is the genesis: compaction keeps that one. */
    private boolean holdsGenesis(GenesisFile genesis) {
        byte[] key = RuleRecord.key(RuleRecord.GENESIS);
        AtomicBoolean holds = new AtomicBoolean();
        scan.read(new TopicPartition(topics.rules(), FIRST_PARTITION), record -> {
            if (Arrays.equals(record.key(), key)) {
                holds.set(Arrays.equals(record.value(), genesis.value().array()));
            }
        });
        return holds.get();
    }

    private void writeDecisions(GenesisFile genesis) {
        PartitionAdmission admission =
                new PartitionAdmission(FIRST_PARTITION, genesis.deployment(), Ed25519.verifier());
        List<Future<RecordMetadata>> written = new ArrayList<>();
        scan.read(new TopicPartition(topics.businessLog(), FIRST_PARTITION), record -> {
            BusinessRecord read = LogRecords.business(record);
            if (!read.isRequest() && admission.decide(read) instanceof Decision.Applied applied) {
                written.add(send(applied.control().decision().number(), record.value()));
            }
        });
        written.forEach(KafkaFutures::await);
    }

    private Future<RecordMetadata> send(long number, byte[] value) {
        return producer.send(new ProducerRecord<>(topics.rules(), FIRST_PARTITION, RuleRecord.key(number), value));
    }
}
