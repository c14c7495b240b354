package io.tribunal.lab.hostile;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Reads the hash of an entry from the business log, as a forger with read access can. */
final class EntryHash {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private EntryHash() {}

    /** Waits for the entry at the position. */
    static Hash await(HostileFixture fixture, LogPosition position) {
        TopicPartition log = new TopicPartition(fixture.topics().businessLog(), position.partition());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(new ClientSettings(fixture.config()).reader(IsolationLevel.READ_COMMITTED, 100))) {
            consumer.assign(List.of(log));
            consumer.seek(log, position.offset());
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                return Hash.sha256(record.value());
            }
        }
        throw new IllegalStateException("nothing at " + position);
    }
}
