package io.tribunal.ingest;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.ingest.Recorder.Reach;
import io.tribunal.ingest.check.CertifiedVoid;
import io.tribunal.kafka.log.FetchAgain;
import io.tribunal.kafka.log.LogDamage;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.log.TopicPresence;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.RepeatedEvents;
import io.tribunal.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * each is checked. It knows from where on what is sent can be found, follows the rules, and ends requests whose deadline has
 * passed. {@link #run} is for one thread; any thread may call the other methods.
 */
final class VerdictReader implements RequestSender.Verdicts, Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(500);
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
    private final RepeatedEvents repeated = new RepeatedEvents();
    private boolean inTrouble;
    private int voidsRead;
    private volatile boolean stopped;
    private volatile Optional<LogDamagedException> damage = Optional.empty();

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

    /** The same for a partition that is read; does not wait. */
    void rewind(int partition, long from) {
        rewinds.merge(partition, from, Math::min);
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
                inTrouble = true;
                onTrouble("verdicts_unreadable", trouble);
                LockSupport.parkNanos(PAUSE.toNanos());
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
        if (inTrouble) {
            FetchAgain.from(consumer, END_TIMEOUT);
            inTrouble = false;
        }
        Set<Integer> wanted = partitions.wanted(nanos);
        assign(wanted);
        partitions.nowRead(wanted);
        rewind();
        Iterable<ConsumerRecord<byte[], byte[]>> read = poll();
        readRules();
        read.forEach(this::take);
        moveReach();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        LogRecords.verdict(record)
                .map(verdict -> new ReadVerdict(verdict, record.offset(), record.serializedValueSize()))
                .ifPresent(inFlight::onVerdict);
    }

    private void onTrouble(String event, KafkaException trouble) {
        Optional<LogDamagedException> found = LogDamage.of(trouble);
        if (found.isPresent()) {
            damage = found;
        }
        String text = LogText.escaped(
                LogDamage.text(found.<KafkaException>map(one -> one).orElse(trouble)));
        repeated.admit(event + trouble.getClass())
                .ifPresent(
                        withheld -> LOG.warn("event={} withheld={} error=\"{}\" action=retry", event, withheld, text));
    }

    /** The last damage of the log that kept verdicts or rules from being read; any thread may ask. */
    Optional<LogDamagedException> damage() {
        return damage;
    }

    private void assign(Set<Integer> wanted) {
        if (wanted.equals(followed)) {
            return;
        }
        Set<Integer> added = new HashSet<>(wanted);
        added.removeAll(followed);
        if (!added.isEmpty()) {
            begin(added);
        }
        consumer.assign(logs(wanted));
        followed = Set.copyOf(wanted);
    }

    /**
     * Takes partitions up at their ends. Those of which only the end is wanted are paused: a consumer may ask for the ends of
     * what is assigned to it.
     */
    private void begin(Set<Integer> added) {
        Set<Integer> all = new HashSet<>(followed);
        all.addAll(added);
        consumer.assign(logs(all));
        consumer.pause(reading ? all.stream().map(this::entries).toList() : logs(all));
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(logs(added), END_TIMEOUT);
            ends.forEach(consumer::seek);
            for (int partition : added) {
                reach.put(partition, new Reach(end(ends, entries(partition)), end(ends, verdicts(partition))));
            }
        } catch (KafkaException unknown) {
            consumer.assign(logs(followed));
            throw unknown;
        }
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition log) {
        Long end = ends.get(log);
        if (end == null) {
            throw new KafkaException("the end of " + log + " is not known");
        }
        return end;
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
        TopicPresence.require(consumer, topics.verdicts());
        return consumer.poll(POLL);
    }

    /** What was polled is not lost when the rules cannot be read. */
    private void readRules() {
        try {
            rules.readNew();
            List<CertifiedVoid> voids = rules.trust().history().voids();
            voids.subList(voidsRead, voids.size()).forEach(certified -> inFlight.onVoid(certified.entry()));
            voidsRead = voids.size();
        } catch (KafkaException trouble) {
            onTrouble("rules_unreadable", trouble);
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
