package io.tribunal.kafka.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of one partition that are fetched and have not been asked for, in offset order. */
final class ReadAhead {
    private static final int ENOUGH_RECORDS = 1_000;
    private static final long ENOUGH_BYTES = 1 << 20;

    private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
    private final int partition;
    private long bytes;

    ReadAhead(int partition) {
        this.partition = partition;
    }

    int partition() {
        return partition;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        records.add(record);
        bytes += size(record);
    }

    /** Takes out the next record if it is not after the offset. */
    Optional<ConsumerRecord<byte[], byte[]>> pollUpTo(long through) {
        return records.isEmpty() || records.element().offset() > through ? Optional.empty() : Optional.of(remove());
    }

    /**
     * Drops the records before the offset.
     *
     * @param position the next offset to fetch
     * @return whether reading goes on at the offset; if not, nothing is kept and it must be fetched from there
     */
    boolean skipTo(long offset, long position) {
        while (!records.isEmpty() && records.element().offset() < offset) {
            remove();
        }
        boolean continues =
                records.isEmpty() ? position == offset : records.element().offset() == offset;
        if (!continues) {
            records.clear();
            bytes = 0;
        }
        return continues;
    }

    private ConsumerRecord<byte[], byte[]> remove() {
        ConsumerRecord<byte[], byte[]> first = records.remove();
        bytes -= size(first);
        return first;
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        return Math.max(0, record.serializedValueSize());
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Whether nothing more should be fetched for now. */
    boolean isFull() {
        return records.size() >= ENOUGH_RECORDS || bytes >= ENOUGH_BYTES;
    }
}
