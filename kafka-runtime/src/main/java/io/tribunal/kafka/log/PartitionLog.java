package io.tribunal.kafka.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads one topic partition in order from any offset; waits for records that the log is known to hold. */
public final class PartitionLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PATIENCE_POLLS = 300;

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    public PartitionLog(Map<String, Object> consumerSettings, TopicPartition partition) {
        this(new KafkaConsumer<>(consumerSettings), partition);
    }

    PartitionLog(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.consumer = consumer;
        this.partition = partition;
        consumer.assign(Set.of(partition));
        consumer.seek(partition, 0);
    }

    /** Continues at that offset; keeps records that are fetched already and are not before it. */
    public void seek(long offset) {
        while (!fetched.isEmpty() && fetched.element().offset() < offset) {
            fetched.remove();
        }
        boolean ahead = fetched.isEmpty()
                ? consumer.position(partition) != offset
                : fetched.element().offset() > offset;
        if (ahead) {
            fetched.clear();
            consumer.seek(partition, offset);
        }
    }

    /**
     * The next record at or before the offset; waits for the brokers to deliver it.
     *
     * @param through an offset that the log is known to reach
     * @throws TimeoutException when the brokers deliver nothing for 30 s
     */
    public Optional<ConsumerRecord<byte[], byte[]>> next(long through) {
        for (int polls = 0; fetched.isEmpty(); polls++) {
            if (consumer.position(partition) > through) {
                return Optional.empty();
            }
            if (polls == PATIENCE_POLLS) {
                throw new TimeoutException(partition + " does not deliver offset " + through);
            }
            fetched.addAll(poll());
        }
        return fetched.element().offset() <= through ? Optional.of(fetched.remove()) : Optional.empty();
    }

    private Collection<ConsumerRecord<byte[], byte[]>> poll() {
        return consumer.poll(POLL).records(partition);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
