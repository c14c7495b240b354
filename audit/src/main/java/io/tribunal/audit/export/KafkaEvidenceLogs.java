package io.tribunal.audit.export;

import io.tribunal.core.identity.Bytes;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.client.TopicScan;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.topic.TopicNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The logs of a running deployment; reads committed records only. */
public final class KafkaEvidenceLogs implements EvidenceLogs {
    private final ClientSettings settings;
    private final TopicNames topics;

    public KafkaEvidenceLogs(ClientSettings settings, TopicNames topics) {
        this.settings = settings;
        this.topics = topics;
    }

    @Override
    public void business(int partition, Consumer<LogRecord> reader) {
        scan(new TopicPartition(topics.businessLog(), partition), reader);
    }

    @Override
    public void responses(int partition, Consumer<LogRecord> reader) {
        scan(new TopicPartition(topics.responseLog(), partition), reader);
    }

    private void scan(TopicPartition partition, Consumer<LogRecord> reader) {
        TopicScan.scan(settings, List.of(partition), record -> reader.accept(record(record)));
    }

    private static LogRecord record(ConsumerRecord<byte[], byte[]> record) {
        return new LogRecord(
                record.offset(),
                record.timestamp(),
                LogRecords.isStamped(record),
                Optional.ofNullable(record.value()).map(Bytes::wrap));
    }
}
