package io.tribunal.deployment.provisioning;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.WireFormat;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Fills the topic of rules, unless that was done before: the signed list of the deployment's topics, and from business-log the
 * decisions in force, then genesis. So a genesis there shows that the decisions up to then were written; later ones are written
 * by those who make them.
 *
 * @param schemaId registered id of the schema of the topic's values
 */
record RulesWriter(Scan scan, Producer<byte[], byte[]> producer, TopicNames topics, int schemaId) {
    private static final int FIRST_PARTITION = 0;

    /** Port: reads a partition from its beginning to its end. */
    interface Scan {
        void read(TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> reader);
    }

    static void write(
            ClientSettings settings, TopicNames topics, GenesisFile genesis, SignedEnvelope list, int schemaId) {
        Scan scan = (partition, reader) -> TopicScan.scan(settings, List.of(partition), reader);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer())) {
            new RulesWriter(scan, producer, topics, schemaId).write(genesis, list);
        }
    }

    void write(GenesisFile genesis, SignedEnvelope list) {
        byte[] first = framed(genesis.value().array());
        byte[] topicList = BusinessCodec.encode(schemaId, list);
        Map<String, byte[]> last = lastByKey();
        if (!Arrays.equals(topicList, last.get(RuleRecord.TOPICS))) {
            KafkaFutures.await(send(RuleRecord.topicsKey(), topicList));
        }
        if (!Arrays.equals(first, last.get(Long.toString(RuleRecord.GENESIS)))) {
            writeDecisions(genesis);
            KafkaFutures.await(send(RuleRecord.key(RuleRecord.GENESIS), first));
        }
    }

    /** The last record of genesis and of the list of topics: compaction keeps those. */
    private Map<String, byte[]> lastByKey() {
        Map<String, byte[]> last = new HashMap<>();
        scan.read(new TopicPartition(topics.rules(), FIRST_PARTITION), record -> {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.ISO_8859_1);
            if (key.equals(RuleRecord.TOPICS) || key.equals(Long.toString(RuleRecord.GENESIS))) {
                last.put(key, record.value() == null ? new byte[0] : record.value());
            }
        });
        return last;
    }

    /** The same envelope with the id that is registered for this topic. */
    private byte[] framed(byte[] value) {
        return WireFormat.frame(schemaId, WireFormat.body(value).orElseThrow().array());
    }

    private void writeDecisions(GenesisFile genesis) {
        PartitionAdmission admission =
                new PartitionAdmission(FIRST_PARTITION, genesis.deployment(), Ed25519.verifier());
        List<Future<RecordMetadata>> written = new ArrayList<>();
        scan.read(new TopicPartition(topics.businessLog(), FIRST_PARTITION), record -> {
            BusinessRecord read = LogRecords.business(record);
            if (!read.isRequest() && admission.decide(read) instanceof Decision.Applied applied) {
                written.add(send(RuleRecord.key(applied.control().decision().number()), framed(record.value())));
            }
        });
        written.forEach(KafkaFutures::await);
    }

    private Future<RecordMetadata> send(byte[] key, byte[] value) {
        return producer.send(new ProducerRecord<>(topics.rules(), FIRST_PARTITION, key, value));
    }
}
