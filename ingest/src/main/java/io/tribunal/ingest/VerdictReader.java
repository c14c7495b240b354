package io.tribunal.ingest;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Recorder.Reach;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the verdicts of the partitions in use, each from the end that it had before the first request to it was sent:
 * no verdict on a request of this client is missed, and no other partition is read. Uncommitted ones are read too, since
 * each is checked. It knows from where on what is sent can be found, and follows the rules, and ends requests whose deadline has passed. {@link #run} is for one
 * thread; any thread may call the other methods.
 */
final class VerdictReader implements RequestSender.Verdicts, Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicNames topics;
    private final boolean reading;
    private final RulesReader rules;
    private final InFlightRequests inFlight;
    private final PartitionsInUse partitions;
    private final Map<Integer, Reach> reach = new ConcurrentHashMap<>();
    private final Map<Integer, Long> rewinds = new ConcurrentHashMap<>();
    private Set<Integer> followed = Set.of();
    private volatile boolean stopped;

    /**
     * A reader that has read nothing.
     *
     * @param reading false for a client that awaits no verdicts: then only the ends of the partitions are read
     * @param timeout from sending a request to giving it up
     */
    VerdictReader(
            Consumer<byte[], byte[]> consumer,
            TopicNames topics,
            boolean reading,
            RulesReader rules,
            InFlightRequests inFlight,
            Duration timeout) {
        this.consumer = consumer;
        this.topics = topics;
        this.reading = reading;
        this.rules = rules;
        this.inFlight = inFlight;
        this.partitions = new PartitionsInUse(timeout, consumer::wakeup);
    }

    @Override
    public void follow(Collection<Integer> wanted) throws InterruptedException {
        partitions.use(wanted);
    }

    @Override
    public Reach reach(int partition) {
        Reach known = reach.get(partition);
        if (known == null) {
            throw new IllegalStateException("partition " + partition + " is not followed");
        }
        return known;
    }

    @Override
    public void appended(LogPosition position) {
        reach.computeIfPresent(
                position.partition(),
                (partition, before) -> new Reach(Math.max(before.entries(), position.offset() + 1), before.verdicts()));
    }

    /** Reads the verdicts of a partition once more, from that offset on. */
    void readAgain(int partition, long from) throws InterruptedException {
        rewinds.merge(partition, from, Math::min);
        follow(Set.of(partition));
        consumer.wakeup();
    }

    /** Reads until {@link #stop}. Errors of the cluster are retried; requests time out meanwhile. */
    @Override
    public void run() {
        while (!stopped) {
            try {
                readOnce(System.nanoTime());
            } catch (WakeupException woken) {
                LOG.debug("event=verdict_reader_woken");
            } catch (KafkaException trouble) {
                LOG.warn("event=verdicts_unreadable error=\"{}\"", trouble.getMessage());
                LockSupport.parkNanos(POLL.toNanos());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
            inFlight.expire(System.nanoTime());
        }
    }

    /**
     * Reads what has come: the rules before the verdicts are checked by them.
     *
     * @param nanos of {@link System#nanoTime}
     */
    void readOnce(long nanos) throws InterruptedException {
        Set<Integer> wanted = partitions.wanted(nanos);
        assign(wanted);
        partitions.nowRead(wanted);
        rewind();
        Iterable<ConsumerRecord<byte[], byte[]>> read = poll();
        readRules();
        read.forEach(record -> LogRecords.verdict(record).ifPresent(inFlight::onVerdict));
        moveReach();
    }

    /** Partitions of which only the end is wanted are paused: a consumer may ask for the ends of what is assigned to it. */
    private void assign(Set<Integer> wanted) {
        if (wanted.equals(followed)) {
            return;
        }
        Set<Integer> added = new HashSet<>(wanted);
        added.removeAll(followed);
        consumer.assign(logs(wanted));
        consumer.pause(reading ? wanted.stream().map(this::entries).toList() : logs(wanted));
        Map<TopicPartition, Long> ends = added.isEmpty() ? Map.of() : consumer.endOffsets(logs(added), END_TIMEOUT);
        ends.forEach(consumer::seek);
        for (int partition : added) {
            reach.put(
                    partition,
                    new Reach(ends.getOrDefault(entries(partition), 0L), ends.getOrDefault(verdicts(partition), 0L)));
        }
        followed = Set.copyOf(wanted);
    }

    private List<TopicPartition> logs(Set<Integer> wanted) {
        return wanted.stream()
                .flatMap(partition -> Stream.of(entries(partition), verdicts(partition)))
                .toList();
    }

    private TopicPartition entries(int partition) {
        return new TopicPartition(topics.businessLog(), partition);
    }

    private TopicPartition verdicts(int partition) {
        return new TopicPartition(topics.verdicts(), partition);
    }

    private void rewind() {
        for (int partition : followed) {
            Long from = rewinds.get(partition);
            if (from != null) {
                consumer.seek(verdicts(partition), Math.min(from, consumer.position(verdicts(partition))));
                rewinds.remove(partition, from);
            }
        }
    }

    /** Verdicts that are written from now on come after what has been read. */
    private void moveReach() {
        for (int partition : followed) {
            long read = consumer.position(verdicts(partition));
            reach.computeIfPresent(partition, (number, before) -> new Reach(before.entries(), read));
        }
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() throws InterruptedException {
        if (!reading || followed.isEmpty()) {
            partitions.awaitWanted(POLL);
            return List.of();
        }
        return consumer.poll(POLL);
    }

    /** What was polled is not lost when the rules cannot be read. */
    private void readRules() {
        try {
            rules.readNew();
        } catch (KafkaException trouble) {
            LOG.warn("event=rules_unreadable error=\"{}\"", trouble.getMessage());
        }
    }

    void stop() {
        stopped = true;
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
