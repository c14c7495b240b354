package io.tribunal.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes signed batches to response-log in order and keeps each until it is acknowledged. When the producer gives one
 * up, a new producer writes all that is kept once more: repeats are possible, gaps are not. For one thread.
 */
final class ResponseWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);
    private static final long BACKOFF_MS = 500;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final String topic;
    private final byte[] key;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final ExecutorMetrics metrics;
    private final Map<Integer, Deque<Kept>> kept = new TreeMap<>();
    private final Map<Integer, Long> acknowledged = new TreeMap<>();
    private @Nullable Attempt attempt;
    private long retryAt;

    private static final class Kept {
        final int partition;
        final byte[] value;
        final long resumeFrom;
        volatile boolean written;

        Kept(int partition, byte[] value, long resumeFrom) {
            this.partition = partition;
            this.value = value;
            this.resumeFrom = resumeFrom;
        }
    }

    /** One producer's life. */
    private static final class Attempt {
        final Producer<byte[], byte[]> producer;
        volatile @Nullable Exception failure;

        Attempt(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }
    }

    ResponseWriter(String topic, byte[] key, Supplier<Producer<byte[], byte[]>> producers, ExecutorMetrics metrics) {
        this.topic = topic;
        this.key = key;
        this.producers = producers;
        this.metrics = metrics;
    }

    /** Takes a value over; {@code resumeFrom} is told by {@link #acknowledged} once it is written. */
    void write(int partition, byte[] value, long resumeFrom) {
        Kept batch = new Kept(partition, value, resumeFrom);
        kept.computeIfAbsent(partition, none -> new ArrayDeque<>()).add(batch);
        if (attempt != null) {
            send(attempt, batch);
        }
    }

    /** Lets go of what is acknowledged and starts over after a failure; call it often. */
    void tend(long now) {
        release();
        if (attempt != null && attempt.failure != null) {
            giveUp(attempt, now);
        }
        if (attempt == null && now >= retryAt) {
            Attempt fresh = new Attempt(producers.get());
            attempt = fresh;
            kept.values().forEach(batches -> batches.forEach(batch -> send(fresh, batch)));
        }
    }

    private void giveUp(Attempt failed, long now) {
        LOG.warn("event=response_write_failed action=write_again", failed.failure);
        metrics.writeFailed();
        failed.producer.close(Duration.ZERO);
        release();
        attempt = null;
        retryAt = now + BACKOFF_MS;
    }

    private void send(Attempt current, Kept batch) {
        if (batch.written || current.failure != null) {
            return;
        }
        try {
            Future<RecordMetadata> unused = current.producer.send(
                    new ProducerRecord<>(topic, batch.partition, key, batch.value),
                    (metadata, failure) -> written(current, batch, failure));
        } catch (RuntimeException e) {
            current.failure = e;
        }
    }

    /** Called by the producer's own thread. */
    private static void written(Attempt attempt, Kept batch, @Nullable Exception failure) {
        if (failure == null) {
            batch.written = true;
        } else if (attempt.failure == null) {
            attempt.failure = failure;
        }
    }

    /** A batch counts once all before it in its partition do. */
    private void release() {
        for (Deque<Kept> batches : kept.values()) {
            while (!batches.isEmpty() && batches.getFirst().written) {
                Kept done = batches.removeFirst();
                acknowledged.merge(done.partition, done.resumeFrom, Math::max);
            }
        }
    }

    /** By partition, the business offset from which to answer after a restart. */
    Map<Integer, Long> acknowledged() {
        return new TreeMap<>(acknowledged);
    }

    /** How many batches of a partition are not yet acknowledged. */
    int inFlight(int partition) {
        return kept.getOrDefault(partition, new ArrayDeque<>()).size();
    }

    @Override
    public void close() {
        if (attempt != null) {
            attempt.producer.close(CLOSE_PATIENCE);
            release();
        }
    }
}
