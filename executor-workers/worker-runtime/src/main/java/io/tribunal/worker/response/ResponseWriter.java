package io.tribunal.worker.response;

import io.tribunal.kafka.process.Retries;
import io.tribunal.worker.metrics.ExecutorMetrics;
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
 * up, a new producer writes all kept batches once more: duplicates are possible, gaps are not. For one thread.
 */
public final class ResponseWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);
    /** Batches without an acknowledgement for so long show that the topic or its brokers are gone. */
    private static final long STUCK_MS = 30_000;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final byte[] key;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final ExecutorMetrics metrics;
    private final Map<Integer, Deque<UnacknowledgedBatch>> unacknowledged = new TreeMap<>();
    private final Map<Integer, Long> acknowledged = new TreeMap<>();
    private @Nullable Connection connection;
    private long retryAt;
    private final Retries retries = new Retries(LOG, "response_write_failed");
    private long progressAt;
    private volatile boolean stuck;

    private static final class UnacknowledgedBatch {
        final int partition;
        final byte[] value;
        final long resumeFrom;
        volatile boolean written;

        UnacknowledgedBatch(int partition, byte[] value, long resumeFrom) {
            this.partition = partition;
            this.value = value;
            this.resumeFrom = resumeFrom;
        }
    }

    /** A producer, from its start to its failure. */
    private static final class Connection {
        final Producer<byte[], byte[]> producer;
        volatile @Nullable Exception failure;

        Connection(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }
    }

    public ResponseWriter(
            String topic, byte[] key, Supplier<Producer<byte[], byte[]>> producers, ExecutorMetrics metrics) {
        this.topic = topic;
        this.key = key;
        this.producers = producers;
        this.metrics = metrics;
    }

    /** Writes a value; once it is acknowledged, {@link #acknowledged} reports its {@code resumeFrom}. */
    public void write(int partition, byte[] value, long resumeFrom) {
        UnacknowledgedBatch batch = new UnacknowledgedBatch(partition, value, resumeFrom);
        unacknowledged.computeIfAbsent(partition, none -> new ArrayDeque<>()).add(batch);
        if (connection != null) {
            send(connection, batch);
        }
    }

    /** Releases acknowledged batches and replaces a failed producer; call it often. */
    public void tend(long now) {
        noteProgress(release(), now);
        Exception failure = connection == null ? null : connection.failure;
        if (connection != null && failure != null) {
            giveUp(connection, failure, now);
        }
        if (connection == null && now >= retryAt) {
            Connection fresh = new Connection(producers.get());
            connection = fresh;
            unacknowledged.values().forEach(batches -> batches.forEach(batch -> send(fresh, batch)));
        }
    }

    private void noteProgress(boolean released, long now) {
        boolean waiting = unacknowledged.values().stream().anyMatch(batches -> !batches.isEmpty());
        if (released) {
            retries.succeeded();
        }
        if (released || !waiting) {
            progressAt = now;
        }
        stuck = now - progressAt > STUCK_MS;
    }

    /** Whether writing fails, or nothing is acknowledged any more; any thread may ask. */
    public boolean isFailing() {
        return stuck || retries.isFailing();
    }

    private void giveUp(Connection failed, Exception failure, long now) {
        metrics.writeFailed();
        failed.producer.close(Duration.ZERO);
        release();
        connection = null;
        retryAt = now + retries.failed(failure);
    }

    private void send(Connection current, UnacknowledgedBatch batch) {
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

    /** Called on the producer's own thread. */
    private static void written(Connection connection, UnacknowledgedBatch batch, @Nullable Exception failure) {
        if (failure == null) {
            batch.written = true;
        } else if (connection.failure == null) {
            connection.failure = failure;
        }
    }

    /** A batch counts as acknowledged once all before it in its partition do; returns whether any does now. */
    private boolean release() {
        boolean released = false;
        for (Deque<UnacknowledgedBatch> batches : unacknowledged.values()) {
            while (!batches.isEmpty() && batches.getFirst().written) {
                UnacknowledgedBatch done = batches.removeFirst();
                acknowledged.merge(done.partition, done.resumeFrom, Math::max);
                released = true;
            }
        }
        return released;
    }

    /** By partition, the business offset from which to answer after a restart. */
    public Map<Integer, Long> acknowledged() {
        return new TreeMap<>(acknowledged);
    }

    /** How many batches of a partition are not yet acknowledged. */
    public int inFlight(int partition) {
        return unacknowledged.getOrDefault(partition, new ArrayDeque<>()).size();
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.producer.close(CLOSE_TIMEOUT);
            release();
        }
    }
}
