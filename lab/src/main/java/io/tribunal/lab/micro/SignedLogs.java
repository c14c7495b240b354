package io.tribunal.lab.micro;

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
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.deployment.load.LoadGenerator;
import io.tribunal.deployment.load.LoadProfile;
import io.tribunal.ingest.NewRequest;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import io.tribunal.worker.ExecutorVariants;
import io.tribunal.worker.state.HandledRecord;
import io.tribunal.worker.state.PartitionExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The two logs of a deployment with one partition: genesis, requests signed in batches, and the responses of five executors of
 * all variants in signed batches. The requests are the same each time; the keys are new.
 */
final class SignedLogs {
    static final int EXECUTORS = 5;
    private static final ClientId CLIENT = new ClientId("client");
    static final long APPENDED = 1_800_000_000_000L;
    private static final int NO_SCHEMA_ID = 0;

    private final SigningKey root = SigningKey.generate();
    private final SigningKey client = SigningKey.generate();
    private final List<ExecutorSpec> specs = specs();
    private final Hash deployment;
    private final List<BusinessRecord> business = new ArrayList<>();
    private final List<byte[]> responses = new ArrayList<>();

    private record ExecutorSpec(ExecutorId id, String variant, SigningKey key) {}

    /**
     * Logs with this number of batches.
     *
     * @param batchSize requests in a batch, and responses in each executor's batch
     */
    SignedLogs(int batches, int batchSize) {
        Genesis genesis = genesis();
        this.deployment = PayloadCodec.genesisHash(genesis);
        append(new EnvelopeSigner(root).sign(PayloadType.GENESIS, PayloadCodec.encode(genesis)));
        LoadGenerator load = new LoadGenerator(LoadProfile.usual(1));
        for (int batch = 0; batch < batches; batch++) {
            appendRequests(load, batchSize);
        }
        answer(batches, batchSize);
    }

    private static List<ExecutorSpec> specs() {
        List<String> variants = List.copyOf(ExecutorVariants.onClassPath().names());
        return IntStream.range(0, EXECUTORS)
                .mapToObj(i -> new ExecutorSpec(
                        new ExecutorId("e" + (i + 1)), variants.get(i % variants.size()), SigningKey.generate()))
                .toList();
    }

    private Genesis genesis() {
        List<RegisteredKey> keys = Stream.concat(
                        Stream.of(registered(root, Role.ROOT, "root"), registered(client, Role.CLIENT, CLIENT.value())),
                        specs.stream()
                                .map(spec -> registered(
                                        spec.key(), Role.EXECUTOR, spec.id().value())))
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        Policy policy = Policy.defaults(new QuorumSpec(EXECUTORS), PayloadCodec.fingerprints());
        List<ExecutorId> executors = specs.stream().map(ExecutorSpec::id).toList();
        return new Genesis(Hash.ZERO, "ledger", 1, executors, List.of(), keys, 1, policy, RulesVersion.LATEST);
    }

    private static RegisteredKey registered(SigningKey key, Role role, String owner) {
        return new RegisteredKey(key.keyId(), role, owner, key.publicKey());
    }

    private void appendRequests(LoadGenerator load, int count) {
        List<Bytes> payloads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            payloads.add(PayloadCodec.encode(request(load.next().request(), business.size() + i)));
        }
        new EnvelopeSigner(client).signBatch(PayloadType.REQUEST, payloads).forEach(this::append);
    }

    private Request request(NewRequest wanted, long sequence) {
        byte[] id = Hash.sha256(Bytes.utf8("request " + sequence).array()).array();
        return new Request(
                deployment,
                new RequestId(Bytes.wrap(java.util.Arrays.copyOf(id, 16))),
                CLIENT,
                sequence,
                APPENDED + 3_600_000,
                wanted.shardKey(),
                wanted.operation(),
                wanted.contentType(),
                wanted.body());
    }

    private void append(SignedEnvelope envelope) {
        business.add(BusinessCodec.decode(
                new LogPosition(0, business.size()), APPENDED, true, BusinessCodec.encode(NO_SCHEMA_ID, envelope)));
    }

    /** All executors answer the first batch, then all answer the second, and so on. */
    private void answer(int batches, int batchSize) {
        List<List<ResponseBatch.Item>> answers =
                specs.stream().map(this::answers).toList();
        for (int batch = 0; batch < batches; batch++) {
            int from = batch * batchSize;
            for (int executor = 0; executor < specs.size(); executor++) {
                responses.add(sign(specs.get(executor), answers.get(executor).subList(from, from + batchSize)));
            }
        }
    }

    private List<ResponseBatch.Item> answers(ExecutorSpec spec) {
        PartitionExecutor executor = new PartitionExecutor(
                0,
                deployment,
                Ed25519.verifier(),
                ExecutorVariants.onClassPath().create(spec.variant()),
                List.of(),
                Optional.empty());
        List<ResponseBatch.Item> items = new ArrayList<>();
        for (BusinessRecord record : business) {
            if (executor.handle(record) instanceof HandledRecord.Answered answered) {
                Response response = answered.response();
                items.add(new ResponseBatch.Item(PayloadCodec.encodeResponse(response), response));
            }
        }
        return items;
    }

    private byte[] sign(ExecutorSpec spec, List<ResponseBatch.Item> items) {
        List<Bytes> encoded = items.stream().map(ResponseBatch.Item::encoded).toList();
        Hash treeRoot = MerkleTree.of(encoded.stream().map(ResponseBatch::leaf).toList())
                .root();
        long processedTo = items.getLast().response().businessOffset();
        ResponseBatch.Header header =
                new ResponseBatch.Header(deployment, spec.id().value(), 0, processedTo, encoded.size(), treeRoot);
        return ResponseCodec.encode(
                NO_SCHEMA_ID,
                new EnvelopeSigner(spec.key()).sign(PayloadType.RESPONSE_BATCH, PayloadCodec.encodeHeader(header)),
                encoded);
    }

    Hash deployment() {
        return deployment;
    }

    /** Genesis, then the requests. */
    List<BusinessRecord> business() {
        return business;
    }

    /** Values of the response log in its order. */
    List<byte[]> responses() {
        return responses;
    }

    /** The decoded record of the response log at an offset. */
    ResponseRecord response(int offset) {
        return ResponseCodec.decode(new LogPosition(0, offset), APPENDED, true, responses.get(offset));
    }

    /** The voting of the partition, which has read nothing yet. */
    PartitionMachine machine() {
        Queue<BusinessRecord> unread = new ArrayDeque<>(business);
        return new PartitionMachine(
                0,
                deployment,
                Ed25519.verifier(),
                new VerdictCodec(),
                through -> Optional.ofNullable(unread.peek())
                        .filter(next -> next.offset() <= through)
                        .map(next -> unread.remove()),
                (offset, before) -> Optional.empty());
    }

    RegisteredKey clientKey() {
        return registered(client, Role.CLIENT, CLIENT.value());
    }

    /** The payload and envelope of one request, signed on its own. */
    SignedEnvelope signedAlone() {
        Request request = request(new LoadGenerator(LoadProfile.usual(1)).next().request(), 1);
        return new EnvelopeSigner(client).sign(PayloadType.REQUEST, PayloadCodec.encode(request));
    }

    /** The first request's envelope, signed with the rest of its batch. */
    SignedEnvelope signedInBatch() {
        if (business.get(1).content() instanceof BusinessRecord.Entry entry) {
            return entry.envelope();
        }
        throw new IllegalStateException("the request does not decode");
    }

    Optional<Bytes> someOutput() {
        return answers(specs.getLast()).stream()
                .map(item -> item.response().output())
                .findFirst();
    }
}
