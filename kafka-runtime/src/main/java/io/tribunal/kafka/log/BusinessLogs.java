package io.tribunal.kafka.log;

import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads any partitions of business-log with one consumer. Whoever waits for a record of its partition fetches for all open
 * ones: the others' records are kept until they are asked for, and a partition of which enough is kept is fetched no further
 * meanwhile. The consumer opens with the first partition and closes with the last. Safe for use by several threads, each
 * with partitions of its own.
 */
public final class BusinessLogs {
    private static final int FETCH_MAX_WAIT_MS = 500;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final String topic;
    private final LongSupplier nanos;
    private final Map<Integer, ReadAhead> open = new TreeMap<>();
    /** Fair: a thread that waits for a slow partition must not keep the others from theirs. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private @Nullable Consumer<byte[], byte[]> consumer;

    public BusinessLogs(ClientSettings clients, TopicNames topics) {
        this(
                () -> new KafkaConsumer<>(clients.reader(IsolationLevel.READ_COMMITTED, FETCH_MAX_WAIT_MS)),
                topics.businessLog(),
                System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    BusinessLogs(Supplier<Consumer<byte[], byte[]>> consumers, String topic, LongSupplier nanos) {
        this.consumers = consumers;
        this.topic = topic;
        this.nanos = nanos;
    }

    /** One partition, from its beginning; close it to let it go. Whoever has opened it before can read it no more. */
    public BusinessPartition open(int partition) {
        lock.lock();
        try {
            if (consumer == null) {
                consumer = consumers.get();
            }
            ReadAhead ahead = new ReadAhead(partition);
            open.put(partition, ahead);
            assign(consumer);
            consumer.seek(at(ahead), 0);
            return new BusinessPartition(this, ahead);
        } finally {
            lock.unlock();
        }
    }

    /** Does nothing when the partition is closed already, or opened anew. */
    void close(ReadAhead ahead) {
        lock.lock();
        try {
            if (open.remove(ahead.partition(), ahead) && consumer != null) {
                release(consumer);
            }
        } finally {
            lock.unlock();
        }
    }

    private void release(Consumer<byte[], byte[]> from) {
        if (open.isEmpty()) {
            consumer = null;
            from.close();
        } else {
            assign(from);
        }
    }

    /** Continues at that offset; keeps records that are fetched already and are not before it. */
    void seek(ReadAhead ahead, long offset) {
        lock.lock();
        try {
            Consumer<byte[], byte[]> from = consumerOf(ahead);
            if (!ahead.skipTo(offset, from.position(at(ahead)))) {
                from.seek(at(ahead), offset);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next record at or before the offset; waits for the brokers to deliver it.
     *
     * @param through an offset that the log is known to reach
     * @throws TimeoutException when the brokers do not deliver it within 30 s
     */
    Optional<ConsumerRecord<byte[], byte[]>> next(ReadAhead ahead, long through) {
        long deadline = nanos.getAsLong() + PATIENCE.toNanos();
        while (true) {
            lock.lock();
            try {
                Consumer<byte[], byte[]> from = consumerOf(ahead);
                if (!ahead.isEmpty() || from.position(at(ahead)) > through) {
                    return ahead.pollUpTo(through);
                }
                if (nanos.getAsLong() - deadline > 0) {
                    throw new TimeoutException(at(ahead) + " does not deliver offset " + through);
                }
                fetch(from);
            } finally {
                lock.unlock();
            }
        }
    }

    private void fetch(Consumer<byte[], byte[]> from) {
        holdBack(from);
        for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
            ReadAhead ahead = open.get(record.partition());
            if (ahead != null) {
                ahead.add(record);
            }
        }
    }

    private void holdBack(Consumer<byte[], byte[]> from) {
        Set<TopicPartition> full = new HashSet<>();
        for (ReadAhead ahead : open.values()) {
            if (ahead.isFull()) {
                full.add(at(ahead));
            }
        }
        if (!full.equals(from.paused())) {
            from.resume(from.paused());
            from.pause(full);
        }
    }

    /** Positions of partitions that stay are kept. */
    private void assign(Consumer<byte[], byte[]> to) {
        Collection<TopicPartition> partitions =
                open.values().stream().map(this::at).toList();
        to.assign(partitions);
    }

    private Consumer<byte[], byte[]> consumerOf(ReadAhead ahead) {
        if (consumer == null || open.get(ahead.partition()) != ahead) {
            throw new IllegalStateException(at(ahead) + " is closed, or somebody else reads it now");
        }
        return consumer;
    }

    private TopicPartition at(ReadAhead ahead) {
        return new TopicPartition(topic, ahead.partition());
    }
}
