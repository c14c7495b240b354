package io.tribunal.lab.hostile;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.codec.DeviationCodec;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all that the voter has committed: verdicts, deviations, dead letters. */
final class HostileDecisions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostileDecisions.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FETCH_WAIT_MS = 100;

    /** A dead letter with the content of its headers. */
    record DeadLetter(LogPosition position, String reason, String message, byte[] value) {}

    private final TopicCatalogue topics;
    private final Consumer<byte[], byte[]> consumer;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Deviation> deviations = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    HostileDecisions(ClientSettings settings, TopicCatalogue topics) {
        this.topics = topics;
        this.consumer = new KafkaConsumer<>(settings.reader(IsolationLevel.READ_COMMITTED, FETCH_WAIT_MS));
        List<TopicPartition> all = Stream.of(topics.verdicts(), topics.deviations(), topics.deadLetters())
                .flatMap(topic -> IntStream.range(0, topics.partitions())
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    List<Verdict> verdictsAt(LogPosition position) {
        return verdicts.stream()
                .filter(verdict -> verdict.position().equals(position))
                .toList();
    }

    List<DeadLetter> deadLettersAt(LogPosition position) {
        return deadLetters.stream()
                .filter(letter -> letter.position().equals(position))
                .toList();
    }

    List<Deviation> deviationsAt(LogPosition position, ExecutorId executor) {
        return deviations.stream()
                .filter(deviation -> deviation.position().equals(position)
                        && deviation.executorId().equals(executor))
                .toList();
    }

    /** Reads further until the wanted records are there. */
    <T> List<T> await(Supplier<List<T>> wanted) {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(
                        () -> {
                            if (wanted.get().isEmpty()) {
                                read();
                            }
                            return wanted.get();
                        },
                        found -> !found.isEmpty());
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.topic().equals(topics.verdicts())) {
                readVerdict(record.value());
            } else if (record.topic().equals(topics.deviations())) {
                deviations.add(DeviationCodec.decodeFramed(record.value()));
            } else {
                deadLetters.add(deadLetter(record));
            }
        }
    }

    /** The tests write forged verdicts to this topic too. */
    private void readVerdict(byte @Nullable [] value) {
        try {
            verdicts.add(VerdictCodec.decodeFramed(value));
        } catch (MalformedRecordException e) {
            LOG.info("event=unreadable_verdict detail=\"{}\"", e.getMessage());
        }
    }

    private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
        LogPosition position = new LogPosition(
                Integer.parseInt(header(record, "partition")), Long.parseLong(header(record, "offset")));
        return new DeadLetter(position, header(record, "exception"), header(record, "message"), record.value());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(
                record.headers().lastHeader("__streams.errors." + name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
