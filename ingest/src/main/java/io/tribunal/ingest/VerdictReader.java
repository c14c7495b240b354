package io.tribunal.ingest;

import io.tribunal.kafka.log.FetchAgain;
import io.tribunal.kafka.log.LogDamage;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.kafka.log.TopicPresence;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.process.RepeatedEvents;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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
 * each is checked. It also follows the rules, and ends requests whose deadline has passed. {@link #run} is for one
 * thread; any thread may call the other methods.
 */
final class VerdictReader implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final String verdicts;
    private final RulesReader rules;
    private final InFlightRequests inFlight;
    private final PartitionsInUse partitions;
    private final RepeatedEvents repeated = new RepeatedEvents();
    private boolean inTrouble;
    private volatile boolean stopped;
    private volatile Optional<LogDamagedException> damage = Optional.empty();

    /** @param timeout from sending a request to giving it up */
    VerdictReader(
            Consumer<byte[], byte[]> consumer,
            String verdicts,
            RulesReader rules,
            InFlightRequests inFlight,
            Duration timeout) {
        this.consumer = consumer;
        this.verdicts = verdicts;
        this.rules = rules;
        this.inFlight = inFlight;
        this.partitions = new PartitionsInUse(timeout, consumer::wakeup);
    }

    /** Waits until all verdicts that are appended to these partitions from now on will be read. */
    void follow(Collection<Integer> wanted) throws InterruptedException {
        partitions.use(wanted);
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
        Iterable<ConsumerRecord<byte[], byte[]>> read = poll();
        readRules();
        read.forEach(record -> LogRecords.verdict(record).ifPresent(inFlight::onVerdict));
    }

    private void onTrouble(String event, KafkaException trouble) {
        Optional<LogDamagedException> found = LogDamage.of(trouble);
        if (found.isPresent()) {
            damage = found;
        }
        String text = LogText.escaped(LogDamage.text(found.<KafkaException>map(one -> one).orElse(trouble)));
        repeated.admit(event + trouble.getClass())
                .ifPresent(withheld ->
                        LOG.warn("event={} withheld={} error=\"{}\" action=retry", event, withheld, text));
    }

    /** The last damage of the log that kept verdicts or rules from being read; any thread may ask. */
    Optional<LogDamagedException> damage() {
        return damage;
    }

    private void assign(Set<Integer> wanted) {
        Set<TopicPartition> assignment = new HashSet<>();
        wanted.forEach(partition -> assignment.add(new TopicPartition(verdicts, partition)));
        Set<TopicPartition> added = new HashSet<>(assignment);
        added.removeAll(consumer.assignment());
        Map<TopicPartition, Long> ends = added.isEmpty() ? Map.of() : consumer.endOffsets(added, END_TIMEOUT);
        if (!assignment.equals(consumer.assignment())) {
            consumer.assign(assignment);
            ends.forEach(consumer::seek);
        }
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> poll() throws InterruptedException {
        if (consumer.assignment().isEmpty()) {
            partitions.awaitWanted(POLL);
            return List.of();
        }
        TopicPresence.require(consumer, verdicts);
        return consumer.poll(POLL);
    }

    /** What was polled is not lost when the rules cannot be read. */
    private void readRules() {
        try {
            rules.readNew();
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
