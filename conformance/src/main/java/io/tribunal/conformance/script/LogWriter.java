package io.tribunal.conformance.script;

import io.tribunal.core.identity.Bytes;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes parts of the script to business-log. */
final class LogWriter implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;

    LogWriter(TestDeployment deployment) {
        TopicNames topics = deployment.topics();
        this.producer = new KafkaProducer<>(deployment.clients().producer());
        this.topic = topics.businessLog();
    }

    /** Writes the entries and waits until all are acknowledged. */
    void write(List<ScriptedEntry> entries) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ScriptedEntry entry : entries) {
            sent.add(producer.send(new ProducerRecord<>(
                    topic,
                    entry.partition(),
                    null,
                    entry.value().map(Bytes::array).orElse(null))));
        }
        sent.forEach(KafkaFutures::await);
    }

    @Override
    public void close() {
        producer.close();
    }
}
