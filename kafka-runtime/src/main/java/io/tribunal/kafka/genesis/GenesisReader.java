package io.tribunal.kafka.genesis;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.log.LogRecords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads genesis, the record at offset 0 of a business-log partition (PROTOCOL 3). The hash of its payload is the
 * deployment id, so reading it uncommitted is safe.
 */
public final class GenesisReader implements AutoCloseable {
    private static final int FETCH_WAIT_MS = 50;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final String businessLog;

    public GenesisReader(ClientSettings settings, String businessLog) {
        this(new KafkaConsumer<>(settings.reader(IsolationLevel.READ_UNCOMMITTED, FETCH_WAIT_MS)), businessLog);
    }

    /** Reads with that consumer; {@link #close} closes it. */
    public GenesisReader(Consumer<byte[], byte[]> consumer, String businessLog) {
        this.consumer = consumer;
        this.businessLog = businessLog;
    }

    /**
     * The record at offset 0, readable or not; empty while the partition is empty.
     *
     * @throws GenesisMismatchException when the log does not (or no longer) begin at offset 0
     */
    public Optional<BusinessRecord> first(int partition) {
        TopicPartition source = new TopicPartition(businessLog, partition);
        consumer.assign(List.of(source));
        consumer.seek(source, 0);
        long end = consumer.endOffsets(List.of(source)).getOrDefault(source, 0L);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(source) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                requireFirst(source, record.offset());
                return Optional.of(LogRecords.business(record));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException(source + " does not deliver its first record");
            }
        }
        requireFirst(source, end);
        return Optional.empty();
    }

    /** Only offset 0 is accepted: anyone with write access could have written a later record. */
    private static void requireFirst(TopicPartition source, long offset) {
        if (offset != 0) {
            throw new GenesisMismatchException(source + " has no record at offset 0");
        }
    }

    /**
     * The genesis of a given deployment.
     *
     * @throws GenesisMismatchException when the partition begins with anything else
     */
    public GenesisRecord require(int partition, Hash deployment) {
        GenesisRecord found = pin(partition);
        if (!found.deployment().equals(deployment)) {
            throw new GenesisMismatchException(found.record().position() + " of " + businessLog
                    + " is the genesis of deployment " + found.deployment() + "; tribunal.deployment is " + deployment);
        }
        return found;
    }

    /** The genesis in the partition, of any deployment, for callers that were told to trust it on first use. */
    public GenesisRecord pin(int partition) {
        BusinessRecord record = first(partition)
                .orElseThrow(() -> new GenesisMismatchException("partition " + partition + " of " + businessLog
                        + " is empty: no deployment was founded there"));
        return switch (record.content()) {
            case BusinessRecord.Entry entry
            when entry.payload() instanceof Genesis genesis ->
                new GenesisRecord(
                        record,
                        entry.envelope(),
                        requireKnownRules(record, genesis),
                        Hash.sha256(entry.envelope().payload().array()));
            case BusinessRecord.Entry entry ->
                throw new GenesisMismatchException(record.position() + " of " + businessLog + " is not a genesis but "
                        + entry.payload().type());
            case BusinessRecord.StrayGenesis ignored ->
                throw new GenesisMismatchException(record.position() + " of " + businessLog + " is not at offset 0");
            case BusinessRecord.Unreadable unreadable ->
                throw new GenesisMismatchException(
                        record.position() + " of " + businessLog + " cannot be read: " + unreadable.detail());
        };
    }

    private Genesis requireKnownRules(BusinessRecord record, Genesis genesis) {
        genesis.rulesVersion().objection().ifPresent(unknown -> {
            throw new GenesisMismatchException(
                    record.position() + " of " + businessLog + " cannot be used: " + unknown);
        });
        return genesis;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
