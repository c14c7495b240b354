package io.tribunal.vote;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.state.StateDigest;
import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.kafka.log.PartitionLogReader;
import io.tribunal.kafka.schema.SchemaIds;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One partition of a deployment of five executors (f = 2): its two logs, with entries and responses signed by real
 * keys.
 */
final class TopologyFixture {
    static final TopicNames TOPICS = TopicNames.of("test");
    static final int VERDICT_SCHEMA = 7;
    static final int DEVIATION_SCHEMA = 8;
    static final long START = 1_800_000_000_000L;
    static final int STEP_MS = 10;
    static final ClientId CLIENT = new ClientId("client");
    static final List<ExecutorId> EXECUTORS =
            IntStream.rangeClosed(1, 5).mapToObj(i -> new ExecutorId("e" + i)).toList();

    private final Genesis genesis = genesis();
    private final Hash deployment = PayloadCodec.genesisHash(genesis);
    private final List<byte[]> business = new ArrayList<>();
    private final List<byte[]> responses = new ArrayList<>();
    private final TreeMap<Long, List<Write>> writes = new TreeMap<>();
    private long read = -1;

    TopologyFixture() {
        append(signed("root", genesis));
    }

    static SigningKey key(String owner) {
        return SigningKey.ofSeed(
                Hash.sha256(Bytes.utf8("voting " + owner).array()).bytes());
    }

    private static Genesis genesis() {
        List<RegisteredKey> keys = Stream.concat(
                        Stream.of(registered(Role.ROOT, "root"), registered(Role.CLIENT, CLIENT.value())),
                        EXECUTORS.stream().map(executor -> registered(Role.EXECUTOR, executor.value())))
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        Policy policy = Policy.defaults(new QuorumSpec(EXECUTORS.size()), PayloadCodec.fingerprints());
        return new Genesis(Hash.ZERO, "accounts", 1, EXECUTORS, List.of(), keys, 1, policy, RulesVersion.LATEST);
    }

    private static RegisteredKey registered(Role role, String owner) {
        return new RegisteredKey(key(owner).keyId(), role, owner, key(owner).publicKey());
    }

    Hash deployment() {
        return deployment;
    }

    /** What all partitions of a voter share, over these logs. */
    Voting voting(long committed, int snapshotRecords) {
        return new Voting(
                deployment,
                TOPICS,
                Ed25519.verifier(),
                new VerdictCodec(),
                SchemaIds.of(Map.of(Topic.VERDICTS, VERDICT_SCHEMA, Topic.DEVIATIONS, DEVIATION_SCHEMA)),
                partition -> new MemoryLogs(),
                partition -> committed,
                1,
                snapshotRecords);
    }

    /** The settings of the voter's Kafka Streams application. */
    Properties streams() {
        return VoteConfig.of(new ConfigSources()
                        .flag(TribunalConfig.BOOTSTRAP_SERVERS, "unused:1")
                        .flag(TribunalConfig.DEPLOYMENT, deployment.toHex())
                        .resolve(VoteConfig.definition()))
                .streams();
    }

    private static SignedEnvelope signed(String signer, Payload payload) {
        return new EnvelopeSigner(key(signer)).sign(payload.type(), PayloadCodec.encode(payload));
    }

    private long append(SignedEnvelope envelope) {
        business.add(BusinessCodec.encode(0, envelope));
        return business.size() - 1L;
    }

    /** Appends a valid request; returns its offset. Every executor's response to it writes one key. */
    long request() {
        long offset = append(signed(CLIENT.value(), nextRequest()));
        writes.put(offset, List.of(Write.put(Bytes.utf8("main\0account" + offset), Bytes.utf8("1|none"))));
        return offset;
    }

    /** Appends a request that claims to be the client's and is signed by another key; returns its offset. */
    long forgedRequest() {
        return append(inTheNameOf(CLIENT.value(), signed("e1", nextRequest())));
    }

    /** The same envelope with the key id of another owner. */
    static SignedEnvelope inTheNameOf(String owner, SignedEnvelope envelope) {
        return new SignedEnvelope(
                envelope.payloadType(),
                envelope.payload(),
                key(owner).keyId().value(),
                envelope.signature(),
                envelope.batch());
    }

    private Request nextRequest() {
        long sequence = business.size();
        return new Request(
                deployment,
                requestId(sequence),
                CLIENT,
                sequence,
                START + 60_000,
                "main",
                "INCREMENT",
                Normalizer.JSON,
                Bytes.utf8("{\"account\":\"account" + sequence + "\",\"amount\":\"1\"}"));
    }

    /** The id of the request at an offset. */
    static RequestId requestId(long offset) {
        return new RequestId(
                Bytes.wrap(ByteBuffer.allocate(RequestId.LENGTH).putLong(offset).array()));
    }

    Hash valueHash(long offset) {
        return Hash.sha256(business.get(Math.toIntExact(offset)));
    }

    List<Write> writes(long offset) {
        return writes.get(offset);
    }

    /** The agreed state after an entry. */
    Hash stateAfter(long offset) {
        Hash state = StateDigest.INITIAL;
        for (List<Write> some : writes.headMap(offset, true).values()) {
            state = StateDigest.next(state, some);
        }
        return state;
    }

    /** The correct response to an entry. */
    Response correct(long offset) {
        return response(offset, "{\"balance\":\"1.00\"}");
    }

    /** A response with the correct state and another output. */
    Response response(long offset, String output) {
        return new Response(
                offset,
                valueHash(offset),
                stateAfter(offset - 1).bytes(),
                stateAfter(offset).bytes(),
                Bytes.EMPTY,
                Status.OK,
                Normalizer.JSON,
                Bytes.utf8(output),
                writes(offset));
    }

    /** The batch of an executor with that one response, which it signs itself. */
    Batch batch(String executor, Response response) {
        return batch(key(executor), header(executor, List.of(encoded(response))), response);
    }

    ResponseBatch.Header header(String author, List<Bytes> responses) {
        Hash root = MerkleTree.of(responses.stream().map(ResponseBatch::leaf).toList())
                .root();
        return new ResponseBatch.Header(deployment, author, 0, business.size() - 1L, responses.size(), root);
    }

    static Batch batch(SigningKey key, ResponseBatch.Header header, Response response) {
        SignedEnvelope envelope =
                new EnvelopeSigner(key).sign(PayloadType.RESPONSE_BATCH, PayloadCodec.encodeHeader(header));
        return new Batch(envelope, encoded(response));
    }

    static Bytes encoded(Response response) {
        return PayloadCodec.encodeResponse(response);
    }

    /** A signed response batch with one response. */
    record Batch(SignedEnvelope header, Bytes response) {
        byte[] value() {
            return ResponseCodec.encode(0, header, List.of(response));
        }
    }

    /** Appends a record to the response log, so that a restarted voter can read it again; returns its append time. */
    long append(byte[] response) {
        responses.add(response);
        return appendTime(responses.size() - 1L);
    }

    static long appendTime(long responseOffset) {
        return START + responseOffset * STEP_MS;
    }

    List<byte[]> responses() {
        return responses;
    }

    /** The last business offset that the voter has read. */
    long read() {
        return read;
    }

    /** Both logs in memory, in place of the voter's own consumers. */
    private final class MemoryLogs implements PartitionLogReader {
        private long next;

        @Override
        public Optional<BusinessRecord> next(long through) {
            if (next > through) {
                return Optional.empty();
            }
            read = next;
            return Optional.of(business(next++));
        }

        @Override
        public void continueBusinessAfter(long offset) {
            next = offset + 1;
        }

        @Override
        public BusinessRecord business(long offset) {
            return BusinessCodec.decode(new LogPosition(0, offset), START, true, business.get(Math.toIntExact(offset)));
        }

        @Override
        public Optional<ResponseRecord> first(long offset, long before) {
            if (offset >= before) {
                return Optional.empty();
            }
            byte[] value = responses.get(Math.toIntExact(offset));
            return Optional.of(ResponseCodec.decode(new LogPosition(0, offset), appendTime(offset), true, value));
        }

        @Override
        public void close() {}
    }
}
