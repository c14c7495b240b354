package io.tribunal.lab.baseline;

import io.tribunal.core.policy.Limits;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.process.RunningRole;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Stands in for an executor: answers each poll with one record per partition, of the size of a real one. */
public final class Copy implements RunningRole {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration SHORT_POLL = Duration.ofMillis(1);
    private static final int FETCH_MAX_WAIT_MS = 500;
    private static final int MAX_POLL_RECORDS = 1_000;
    private static final int MAX_IN_FLIGHT = 1;

    private final TopicCatalogue topics;
    private final RecordSizes sizes;
    private final Map<Integer, LongStream.Builder> waiting = new HashMap<>();
    private final Map<Integer, AtomicInteger> inFlight = new HashMap<>();

    private final BaselineArguments arguments;
    private volatile boolean stopped;

    Copy(BaselineArguments arguments) {
        this.arguments = arguments;
        this.topics = arguments.topics();
        this.sizes = arguments.sizes();
    }

    /** Runs one as this process; takes {@link BaselineArguments}. */
    public static void main(String[] args) {
        new Copy(BaselineArguments.of(List.of(args))).run();
    }

    @Override
    public void run() {
        ClientSettings clients = new ClientSettings(arguments.config());
        Map<String, Object> reader = clients.reader(IsolationLevel.READ_COMMITTED, FETCH_MAX_WAIT_MS);
        reader.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(reader);
                Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer())) {
            run(consumer, producer);
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    private void run(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        List<TopicPartition> entries = IntStream.range(0, topics.partitions())
                .mapToObj(partition -> new TopicPartition(topics.businessLog(), partition))
                .toList();
        consumer.assign(entries);
        consumer.seekToBeginning(entries);
        while (!stopped) {
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(waiting.isEmpty() ? POLL : SHORT_POLL)) {
                LongStream.Builder numbers =
                        waiting.computeIfAbsent(entry.partition(), partition -> LongStream.builder());
                Arrays.stream(RequestNumbers.read(entry.value())).forEach(numbers);
            }
            waiting.entrySet().removeIf(partition -> answer(producer, partition.getKey(), partition.getValue()));
        }
    }

    private boolean answer(Producer<byte[], byte[]> producer, int partition, LongStream.Builder waitingNumbers) {
        AtomicInteger unacknowledged = inFlight.computeIfAbsent(partition, none -> new AtomicInteger());
        if (unacknowledged.get() >= MAX_IN_FLIGHT) {
            return false;
        }
        long[] numbers = waitingNumbers.build().toArray();
        for (int from = 0; from < numbers.length; from += Limits.MAX_RESPONSES) {
            long[] batch = Arrays.copyOfRange(numbers, from, Math.min(numbers.length, from + Limits.MAX_RESPONSES));
            byte[] value = RequestNumbers.write(batch, sizes.batch() + batch.length * sizes.response());
            unacknowledged.incrementAndGet();
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(topics.responseLog(), partition, null, value),
                    (metadata, failure) -> unacknowledged.decrementAndGet());
        }
        return true;
    }
}
