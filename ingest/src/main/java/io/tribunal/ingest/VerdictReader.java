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
 * One thread that reads the verdicts of all partitions from the end on, uncommitted ones too since each is checked, and
 * beside them partition 0 of business-log for changes of the rules. It also ends requests whose time is up.
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

    /** Reads partition 0 of business-log to its end; afterwards the follower has genesis, or never will in this time. */
    void readRules(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        consumer.assign(List.of(controls));
        consumer.seekToBeginning(List.of(controls));
        long end = consumer.endOffsets(List.of(controls), timeout).getOrDefault(controls, 0L);
        while (consumer.position(controls, timeout) < end || !follower.hasGenesis()) {
            if (System.nanoTime() - deadline > 0) {
                throw new UntrustedDeploymentException(
                        "could not read the rules from " + controls + " within " + timeout.toSeconds() + " s");
            }
            consumer.poll(POLL).records(controls).forEach(record -> follower.follow(LogRecords.business(record)));
        }
    }

    /** Takes its place at the end of every verdict partition: what is sent from now on will be seen. */
    void takePlace(Duration timeout) {
        long rulesRead = consumer.position(controls, timeout);
        List<TopicPartition> ends = IntStream.range(
                        0, follower.trust().genesis().partitions())
                .mapToObj(partition -> new TopicPartition(verdicts, partition))
                .toList();
        List<TopicPartition> all = new ArrayList<>(ends);
        all.add(controls);
        consumer.assign(all);
        consumer.seek(controls, rulesRead);
        consumer.seekToEnd(ends);
        Map<TopicPartition, Long> places = consumer.endOffsets(ends, timeout);
        places.forEach(consumer::seek);
    }

    /** Reads until {@link #stop}; trouble with the cluster is waited out, while requests go on to time out. */
    void readInto(InFlightRequests courtroom) {
        while (!stopped) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record, courtroom);
                }
            } catch (WakeupException woken) {
                LOG.debug("event=verdict_reader_woken");
            } catch (KafkaException trouble) {
                LOG.warn("event=verdicts_unreadable error=\"{}\"", trouble.getMessage());
                LockSupport.parkNanos(POLL.toNanos());
            }
            courtroom.expire(System.nanoTime());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, InFlightRequests courtroom) {
        if (record.topic().equals(controls.topic())) {
            follower.follow(LogRecords.business(record));
        } else {
            LogRecords.verdict(record).ifPresent(courtroom::hear);
        }
    }

    void stop() {
        stopped = true;
        consumer.wakeup();
    }
}
