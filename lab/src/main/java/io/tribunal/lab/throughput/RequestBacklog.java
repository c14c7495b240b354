package io.tribunal.lab.throughput;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.deployment.load.LoadGenerator;
import io.tribunal.deployment.load.LoadProfile;
import io.tribunal.ingest.NewRequest;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Fills a business log with mixed, batch-signed requests of the account service. */
record RequestBacklog(
        ClientSettings settings, TopicCatalogue topics, Hash deployment, ClientId client, SigningKey key) {
    private static final int SIGNED_TOGETHER = 64;
    private static final int LEDGERS = 64;
    private static final int ACCOUNTS = 500;
    private static final double SKEW = 0.2;
    private static final long VALID_MS = 3_600_000;

    /** Writes this number of requests; all are acknowledged when it returns. */
    void write(int count, long seed) throws InterruptedException {
        LoadGenerator calls = new LoadGenerator(new LoadProfile(seed, LEDGERS, ACCOUNTS, SKEW));
        List<Future<RecordMetadata>> written = new ArrayList<>(count);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings.producer())) {
            for (int from = 0; from < count; from += SIGNED_TOGETHER) {
                List<Request> requests = new ArrayList<>();
                for (int number = from; number < Math.min(count, from + SIGNED_TOGETHER); number++) {
                    requests.add(request(calls.next().request(), number));
                }
                written.addAll(write(producer, requests));
            }
            for (Future<RecordMetadata> acknowledgement : written) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot fill business-log", e.getCause());
        }
    }

    private List<Future<RecordMetadata>> write(KafkaProducer<byte[], byte[]> producer, List<Request> requests) {
        List<Bytes> payloads = requests.stream().map(PayloadCodec::encode).toList();
        List<SignedEnvelope> envelopes = new EnvelopeSigner(key).signBatch(PayloadType.REQUEST, payloads);
        List<Future<RecordMetadata>> written = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            String shardKey = requests.get(i).shardKey();
            written.add(producer.send(new ProducerRecord<>(
                    topics.businessLog(),
                    ShardPartitioner.partitionOf(shardKey, topics.partitions()),
                    shardKey.getBytes(StandardCharsets.UTF_8),
                    BusinessCodec.encode(0, envelopes.get(i)))));
        }
        return written;
    }

    private Request request(NewRequest call, long number) {
        byte[] id = ByteBuffer.allocate(RequestId.LENGTH).putLong(number).array();
        return new Request(
                deployment,
                new RequestId(Bytes.wrap(id)),
                client,
                number,
                System.currentTimeMillis() + VALID_MS,
                call.shardKey(),
                call.operation(),
                call.contentType(),
                call.body());
    }
}
