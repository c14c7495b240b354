package io.tribunal.cli.deployment;

import static org.awaitility.Awaitility.await;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.deployment.provisioning.ClusterFile;
import io.tribunal.kafka.log.LogRecords;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Signed requests into business-log, and what response-log makes of them. */
final class ExecutorTraffic {
    private static final int LEDGERS = 10;
    private static final int SIGNED_TOGETHER = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ClusterFile cluster;
    private final SigningKey client;
    private long sequence;

    /** One answer in the order of its partition of response-log. */
    record Answered(int partition, long offset, Bytes encoded) {}

    ExecutorTraffic(ClusterFile cluster, SigningKey client) {
        this.cluster = cluster;
        this.client = client;
    }

    /** Sends requests and waits until all are acknowledged. */
    void send(int count) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "acks",
                "all",
                "request.timeout.ms",
                3000,
                "linger.ms",
                5);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int from = 0; from < count; from += SIGNED_TOGETHER) {
                List<Request> requests = IntStream.range(0, Math.min(SIGNED_TOGETHER, count - from))
                        .mapToObj(i -> next())
                        .toList();
                List<SignedEnvelope> envelopes = new EnvelopeSigner(client)
                        .signBatch(
                                PayloadType.REQUEST,
                                requests.stream().map(PayloadCodec::encode).toList());
                for (int i = 0; i < requests.size(); i++) {
                    sent.add(producer.send(record(requests.get(i), envelopes.get(i))));
                }
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private ProducerRecord<byte[], byte[]> record(Request request, SignedEnvelope envelope) {
        return new ProducerRecord<>(
                cluster.namespace() + ".business-log",
                ShardPartitioner.partitionOf(request.shardKey(), cluster.partitions()),
                request.shardKey().getBytes(StandardCharsets.UTF_8),
                BusinessCodec.encode(0, envelope));
    }

    private Request next() {
        long number = sequence++;
        String ledger = "ledger-" + number % LEDGERS;
        boolean first = number < LEDGERS;
        return new Request(
                Hash.hex(cluster.deployment()),
                new RequestId(Bytes.wrap(
                        ByteBuffer.allocate(RequestId.LENGTH).putLong(number).array())),
                new ClientId("client"),
                number,
                Instant.now().plusSeconds(3_600).toEpochMilli(),
                ledger,
                first ? "OPEN" : "INCREMENT",
                "application/json",
                Bytes.utf8(
                        first
                                ? "{\"account\":\"a\",\"overdraft\":\"none\"}"
                                : "{\"account\":\"a\",\"amount\":\"0.01\"}"));
    }

    /** All answers so far, once at least so many different positions are answered. */
    List<Answered> awaitAnswers(int positions) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, cluster.partitions())
                    .mapToObj(partition -> new TopicPartition(cluster.namespace() + ".response-log", partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<Answered> answers = new ArrayList<>();
            Set<LogPosition> answered = new HashSet<>();
            await(positions + " answers").pollInSameThread().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> answers.addAll(answers(record)));
                answers.forEach(answer -> answered.add(new LogPosition(answer.partition(), answer.offset())));
                return answered.size() >= positions;
            });
            return answers;
        }
    }

    private static List<Answered> answers(ConsumerRecord<byte[], byte[]> record) {
        ResponseBatch batch = LogRecords.response(record).batch().orElseThrow();
        return batch.items().stream()
                .map(item -> new Answered(record.partition(), item.response().businessOffset(), item.encoded()))
                .toList();
    }
}
