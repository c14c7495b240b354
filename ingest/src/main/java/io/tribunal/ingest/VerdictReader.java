package io.tribunal.ingest;

import io.tribunal.kafka.log.LogRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the verdicts of all partitions from their end on, uncommitted ones too since each is checked, and partition 0
 * of business-log for changes of keys and policy. It also ends requests whose deadline has passed. Used by one thread,
 * except for {@link #stop}.
 */
final class VerdictReader {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictReader.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition controls;
    private final String verdicts;
    private final RegistryFollower follower;
    private volatile boolean stopped;

    VerdictReader(Consumer<byte[], byte[]> consumer, String businessLog, String verdicts, RegistryFollower follower) {
        this.consumer = consumer;
        this.controls = new TopicPartition(businessLog, 0);
        this.verdicts = verdicts;
        this.follower = follower;
    }

    /**
     * Reads partition 0 of business-log to its end, and until the follower has genesis.
     *
     * @throws UntrustedDeploymentException when that takes longer than the timeout
     */
    void readRegistry(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        consumer.assign(List.of(controls));
        consumer.seekToBeginning(List.of(controls));
        long end = consumer.endOffsets(List.of(controls), timeout).getOrDefault(controls, 0L);
        while (consumer.position(controls, timeout) < end || !follower.hasGenesis()) {
            if (System.nanoTime() - deadline > 0) {
                throw new UntrustedDeploymentException("could not read genesis and the control entries from " + controls
                        + " within " + timeout.toSeconds() + " s");
            }
            consumer.poll(POLL).records(controls).forEach(record -> follower.follow(LogRecords.business(record)));
        }
    }

    /** Seeks to the end of every verdict partition: verdicts on requests that are sent from now on will be seen. */
    void seekToVerdictEnds(Duration timeout) {
        long registryReadTo = consumer.position(controls, timeout);
        List<TopicPartition> verdictPartitions = IntStream.range(
                        0, follower.trust().genesis().partitions())
                .mapToObj(partition -> new TopicPartition(verdicts, partition))
                .toList();
        List<TopicPartition> all = new ArrayList<>(verdictPartitions);
        all.add(controls);
        consumer.assign(all);
        consumer.seek(controls, registryReadTo);
        consumer.seekToEnd(verdictPartitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(verdictPartitions, timeout);
        ends.forEach(consumer::seek);
    }

    /** Reads until {@link #stop}. Errors of the cluster are retried; requests time out meanwhile. */
    void readInto(InFlightRequests inFlight) {
        while (!stopped) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    handle(record, inFlight);
                }
            } catch (WakeupException woken) {
                LOG.debug("event=verdict_reader_woken");
            } catch (KafkaException trouble) {
                LOG.warn("event=verdicts_unreadable error=\"{}\"", trouble.getMessage());
                LockSupport.parkNanos(POLL.toNanos());
            }
            inFlight.expire(System.nanoTime());
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, InFlightRequests inFlight) {
        if (record.topic().equals(controls.topic())) {
            follower.follow(LogRecords.business(record));
        } else {
            LogRecords.verdict(record).ifPresent(inFlight::onVerdict);
        }
    }

    void stop() {
        stopped = true;
        consumer.wakeup();
    }
}
