package io.tribunal.ingest;

import io.tribunal.ingest.check.UnreadableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of logs at given offsets, all that one check needs within a bounded time. An offset beyond the end costs no
 * waiting. For one thread; methods throw {@link UnreadableException}.
 */
final class LogReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Supplier<Consumer<byte[], byte[]>> newConsumer;
    private final Duration budget;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private @Nullable Consumer<byte[], byte[]> opened;
    private long deadline;

    /** Takes the records of a log, in their order. */
    @FunctionalInterface
    interface Taker {
        void take(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * A reader that has opened nothing.
     *
     * @param newConsumer called once, when a log is first needed
     * @param budget for one check
     */
    LogReader(Supplier<Consumer<byte[], byte[]>> newConsumer, Duration budget) {
        this.newConsumer = newConsumer;
        this.budget = budget;
    }

    /** Begins the work for one check. */
    void begin() {
        deadline = System.nanoTime() + budget.toNanos();
    }

    /** The record at an offset; empty when there is none. */
    Optional<ConsumerRecord<byte[], byte[]>> recordAt(TopicPartition log, long offset) {
        return offset < 0 || isBeyondEnd(log, offset) ? Optional.empty() : trying(() -> fetch(log, offset));
    }

    private boolean isBeyondEnd(TopicPartition log, long offset) {
        return offset >= ends.getOrDefault(log, 0L) && offset >= end(log);
    }

    /** The present end. */
    long end(TopicPartition log) {
        return trying(() -> {
            long end = consumer().endOffsets(List.of(log), remaining()).getOrDefault(log, 0L);
            ends.put(log, end);
            return end;
        });
    }

    private Optional<ConsumerRecord<byte[], byte[]>> fetch(TopicPartition log, long offset) {
        seek(log, offset);
        while (consumer().position(log) <= offset) {
            for (ConsumerRecord<byte[], byte[]> record : poll(log)) {
                return record.offset() == offset ? Optional.of(record) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Gives the records from an offset on, as far as the time allows.
     *
     * @return the offset before which all were given
     */
    long read(TopicPartition log, long from, long before, Taker each) {
        return trying(() -> {
            seek(log, from);
            while (consumer().position(log) < before && System.nanoTime() - deadline < 0) {
                consumer().poll(POLL).records(log).forEach(each::take);
            }
            return consumer().position(log);
        });
    }

    private void seek(TopicPartition log, long offset) {
        consumer().assign(List.of(log));
        consumer().seek(log, offset);
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(TopicPartition log) {
        remaining();
        return consumer().poll(POLL).records(log);
    }

    private Duration remaining() {
        long nanos = deadline - System.nanoTime();
        if (nanos <= 0) {
            throw new UnreadableException("it took longer than " + budget.toMillis() + " ms to read the logs", true);
        }
        return Duration.ofNanos(Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
    }

    private Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> known = opened;
        if (known == null) {
            known = newConsumer.get();
            opened = known;
        }
        return known;
    }

    private static <T> T trying(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (AuthorizationException refused) {
            throw new UnreadableException(String.valueOf(refused.getMessage()), false);
        } catch (KafkaException failed) {
            LockSupport.parkNanos(PAUSE.toNanos());
            throw new UnreadableException(String.valueOf(failed.getMessage()), true);
        }
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
