package io.tribunal.ingest;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.ingest.check.Trust;
import io.tribunal.kafka.log.FetchAgain;
import io.tribunal.kafka.process.LogText;
import io.tribunal.kafka.rules.RuleRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads the topic of rules into a {@link RegistryFollower}. A record that does not hold is ignored: the first with a
 * warning, so that a flood of them does not fill the log. Used by one thread at a
 * time, except for {@link #trust}.
 */
final class RulesReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RulesReader.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition rules;
    private final RegistryFollower follower;
    private long offset;
    private boolean warned;
    private boolean failed;

    /** @param deployment SHA-256 of the genesis payload */
    RulesReader(Consumer<byte[], byte[]> consumer, String topic, Hash deployment, SignatureVerifier signatures) {
        this.consumer = consumer;
        this.rules = new TopicPartition(topic, 0);
        this.follower = new RegistryFollower(deployment, signatures, this::ignored);
    }

    /**
     * Reads the topic from its beginning to its end.
     *
     * @param genesis the deployment's genesis from business-log, asked for when the topic does not hold it
     * @throws TimeoutException when that takes longer
     */
    void readToEnd(Duration timeout, Supplier<Genesis> genesis) {
        long deadline = System.nanoTime() + timeout.toNanos();
        consumer.assign(List.of(rules));
        consumer.seekToBeginning(List.of(rules));
        long end = consumer.endOffsets(List.of(rules), timeout).getOrDefault(rules, 0L);
        while (consumer.position(rules, timeout) < end) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException(rules + " was not read within " + timeout.toSeconds() + " s");
            }
            poll(POLL);
        }
        if (!follower.hasGenesis()) {
            LOG.warn("event=genesis_not_in_rules topic={}", rules.topic());
            follower.begin(genesis.get());
        }
    }

    /** Reads what has come since. */
    void readNew() {
        poll(Duration.ZERO);
    }

    private void poll(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : fetched(wait)) {
            offset = record.offset();
            follower.read(RuleRecord.of(record), record.serializedValueSize());
        }
        if (follower.wantsToReadAgain()) {
            consumer.seekToBeginning(List.of(rules));
        }
    }

    private Iterable<ConsumerRecord<byte[], byte[]>> fetched(Duration wait) {
        if (failed) {
            FetchAgain.from(consumer, PATIENCE);
        }
        failed = true;
        Iterable<ConsumerRecord<byte[], byte[]>> fetched = consumer.poll(wait);
        failed = false;
        return fetched;
    }

    private void ignored(String reason) {
        LOG.atLevel(warned ? Level.DEBUG : Level.WARN)
                .log("event=rule_ignored record={}@{} reason=\"{}\"", rules, offset, LogText.escaped(reason));
        warned = true;
    }

    /** The genesis, keys and policy as of the last decision; any thread may ask. */
    Trust trust() {
        return follower.trust();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
