package io.tribunal.isolation;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.partition.BusinessLog;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.state.StateDigest;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The topics of {@link ValidatorFixture} in memory, and executors that move the cursor. */
final class MemoryLogs {
    static final TopicNames TOPICS = TopicNames.of("test");
    private static final long START = 1_700_000_000_000L;
    private static final int STEP_MS = 20;

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
    private long time = START;

    /** Logs that begin with genesis in every partition. */
    MemoryLogs() {
        for (int partition = 0; partition < ValidatorFixture.PARTITIONS; partition++) {
            business(partition, "root", ValidatorFixture.GENESIS);
        }
    }

    List<ConsumerRecord<byte[], byte[]>> log(String topic, int partition) {
        return logs.computeIfAbsent(new TopicPartition(topic, partition), one -> new ArrayList<>());
    }

    void append(String topic, int partition, byte @Nullable [] key, byte[] value) {
        time += STEP_MS;
        List<ConsumerRecord<byte[], byte[]>> log = log(topic, partition);
        log.add(new ConsumerRecord<>(
                topic,
                partition,
                log.size(),
                time,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private void business(int partition, String owner, Payload payload) {
        EnvelopeSigner signer = new EnvelopeSigner(ValidatorFixture.key(owner));
        append(
                TOPICS.businessLog(),
                partition,
                null,
                BusinessCodec.encode(0, signer.sign(payload.type(), PayloadCodec.encode(payload))));
    }

    /** Appends a request of the client to that partition. */
    void request(int partition) {
        String ledger = IntStream.range(0, 100)
                .mapToObj(number -> "ledger" + number)
                .filter(name -> ShardPartitioner.partitionOf(name, ValidatorFixture.PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
        Bytes body = Bytes.utf8("{\"account\":\"alice\"}");
        business(
                partition,
                "client",
                new Request(
                        ValidatorFixture.DEPLOYMENT,
                        new RequestId(Bytes.wrap(new byte[16])),
                        new ClientId("client"),
                        1,
                        time + 10_000,
                        ledger,
                        "GET",
                        "application/json",
                        body));
    }

    /** Appends a batch without responses of every executor to every partition: it has handled all entries. */
    void heartbeats() {
        for (int partition = 0; partition < ValidatorFixture.PARTITIONS; partition++) {
            for (int executor = 1; executor <= 5; executor++) {
                batch("e" + executor, partition, List.of());
            }
        }
    }

    /** Appends two different responses of an executor to the request at offset 1 of a partition. */
    void equivocate(String executor, int partition) {
        Hash request = Hash.sha256(log(TOPICS.businessLog(), partition).get(1).value());
        for (String output : List.of("{\"balance\":\"1\"}", "{\"balance\":\"2\"}")) {
            Response response = new Response(
                    1,
                    request,
                    StateDigest.INITIAL.bytes(),
                    StateDigest.INITIAL.bytes(),
                    Bytes.EMPTY,
                    Status.OK,
                    "application/json",
                    Bytes.utf8(output),
                    List.of());
            batch(executor, partition, List.of(PayloadCodec.encodeResponse(response)));
        }
    }

    private void batch(String executor, int partition, List<Bytes> responses) {
        Hash root = MerkleTree.of(responses.stream().map(ResponseBatch::leaf).toList())
                .root();
        long handled = log(TOPICS.businessLog(), partition).size() - 1L;
        ResponseBatch.Header header = new ResponseBatch.Header(
                ValidatorFixture.DEPLOYMENT, executor, partition, handled, responses.size(), root);
        EnvelopeSigner signer = new EnvelopeSigner(ValidatorFixture.key(executor));
        append(
                TOPICS.responseLog(),
                partition,
                Bytes.utf8(executor).array(),
                ResponseCodec.encode(
                        0, signer.sign(PayloadType.RESPONSE_BATCH, PayloadCodec.encodeHeader(header)), responses));
    }

    /** A reader of a business-log partition. */
    BusinessLog businessLog(int partition) {
        return new BusinessLog() {
            private int next;

            @Override
            public Optional<BusinessRecord> next(long through) {
                return next <= through ? Optional.of(business(partition, next++)) : Optional.empty();
            }
        };
    }

    BusinessRecord business(int partition, int offset) {
        ConsumerRecord<byte[], byte[]> record =
                log(TOPICS.businessLog(), partition).get(offset);
        return BusinessCodec.decode(new LogPosition(partition, offset), record.timestamp(), true, record.value());
    }
}
