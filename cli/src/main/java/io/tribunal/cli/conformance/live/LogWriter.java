package io.tribunal.cli.conformance.live;

import io.tribunal.core.identity.Bytes;
import io.tribunal.kafka.client.Answer;
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

    LogWriter(Stage stage) {
        TopicNames topics = stage.topics();
        this.producer = new KafkaProducer<>(stage.clients().producer());
        this.topic = topics.businessLog();
    }

    /** Returns once all are acknowledged. */
    void write(List<Entry> entries) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Entry entry : entries) {
            sent.add(producer.send(new ProducerRecord<>(
                    topic,
                    entry.partition(),
                    null,
                    entry.value().map(Bytes::array).orElse(null))));
        }
        sent.forEach(Answer::await);
    }

    @Override
    public void close() {
        producer.close();
    }
}
