package io.tribunal.isolation;

import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.codec.VerdictCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One process of a validator over {@link MemoryLogs}; each step reads a random number of records. */
final class ValidatorProcess {
    static final long PATIENCE = 2_000;

    private final MemoryLogs logs;
    private final List<TopicPartition> followed = followed();
    private final Map<TopicPartition, Integer> fed = new HashMap<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final LogFollower follower;
    private final KafkaWriter writer;
    private final Validator validator;

    ValidatorProcess(String name, MemoryLogs logs) {
        this.logs = logs;
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        followed.forEach(partition -> {
            begins.put(partition, 0L);
            ends.put(partition, (long) log(partition).size());
        });
        consumer.updateBeginningOffsets(begins);
        consumer.updateEndOffsets(ends);
        followed.forEach(partition -> consumer.updatePartitions(
                partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null))));
        follower = new LogFollower(consumer, MemoryLogs.TOPICS, ValidatorFixture.PARTITIONS);
        writer = new KafkaWriter(
                producer,
                MemoryLogs.TOPICS,
                ValidatorFixture.GENESIS_ENVELOPE,
                ValidatorFixture.key(name),
                SchemaIds.of(ValidatorRole.WRITTEN.stream().collect(Collectors.toMap(topic -> topic, topic -> 1))));
        validator = new Validator(
                ValidatorFixture.identity(name),
                ValidatorFixture.GENESIS,
                ValidatorFixture.DEPLOYMENT,
                PATIENCE,
                MemoryLogs.TOPICS,
                follower,
                writer,
                this::pipeline);
    }

    private static List<TopicPartition> followed() {
        return Stream.concat(
                        Stream.of(
                                        MemoryLogs.TOPICS.isolationEndorsements(),
                                        MemoryLogs.TOPICS.isolationAudit(),
                                        MemoryLogs.TOPICS.isolationDecisions(),
                                        MemoryLogs.TOPICS.rules(),
                                        MemoryLogs.TOPICS.checkpoints())
                                .map(topic -> new TopicPartition(topic, 0)),
                        IntStream.range(0, ValidatorFixture.PARTITIONS)
                                .mapToObj(number -> new TopicPartition(MemoryLogs.TOPICS.responseLog(), number)))
                .toList();
    }

    private DetectionPipeline pipeline(int partition) {
        return new DetectionPipeline(
                partition,
                new PartitionMachine(
                        partition,
                        ValidatorFixture.DEPLOYMENT,
                        ValidatorFixture.VERIFIER,
                        new VerdictCodec(),
                        logs.businessLog(partition),
                        (offset, before) -> Optional.empty()));
    }

    private List<ConsumerRecord<byte[], byte[]>> log(TopicPartition partition) {
        return logs.log(partition.topic(), partition.partition());
    }

    /** Reads some records and processes them. Its own records are not appended before {@link #flush}. */
    void step(Random random, long now) {
        for (TopicPartition partition : followed) {
            int from = fed.getOrDefault(partition, 0);
            int more = log(partition).size() - from;
            int to = from + (more == 0 ? 0 : random.nextInt(more + 1));
            log(partition).subList(from, to).forEach(consumer::addRecord);
            fed.put(partition, to);
        }
        validator.step(follower.poll(Duration.ZERO), now);
    }

    /** The validator as a session. */
    ValidatorSession session(Runnable onPoll) {
        consumer.schedulePollTask(onPoll);
        return new ValidatorSession(follower, writer, validator, List.of(consumer, writer));
    }

    MockConsumer<byte[], byte[]> consumer() {
        return consumer;
    }

    /** Appends the records that it has written. */
    void flush() {
        producer.history()
                .forEach(record -> logs.append(record.topic(), record.partition(), record.key(), record.value()));
        producer.clear();
    }
}
