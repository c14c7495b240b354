package io.tribunal.ingest.check;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.policy.OperationPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.state.StateDigest;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A deployment of five executors (f = 2), one entry of a client in it, and the parts of verdicts on it. */
public final class VerdictFixture {
    public static final long APPEND_TIME = 1_790_000_000_000L;
    public static final SigningKey CLIENT = key("client");
    public static final ClientId CLIENT_ID = new ClientId("teller");
    static final int PARTITIONS = 6;
    static final int EXECUTORS = 5;
    static final List<Write> WRITES = List.of(Write.put(Bytes.utf8("main\0alice"), Bytes.utf8("5|none")));
    static final Hash PRE = Hash.sha256(new byte[] {1});
    static final Hash POST = StateDigest.next(PRE, WRITES);

    private final Genesis genesis;
    private final Hash deployment;

    public VerdictFixture() {
        this(RulesVersion.LATEST);
    }

    public VerdictFixture(RulesVersion version) {
        NormalizationProfile profile = new NormalizationProfile(
                List.of("/trace"), new TreeMap<>(Map.of("/balance", 2)), List.of(), List.of(), List.of());
        Policy defaults = Policy.defaults(new QuorumSpec(EXECUTORS), PayloadCodec.fingerprints());
        Policy policy = defaults.withPayloads(defaults.payloads()
                .withOperations(new TreeMap<>(Map.of("INCREMENT", new OperationPolicy("INCREMENT", 1_000, profile)))));
        List<RegisteredKey> keys = Stream.concat(
                        Stream.of(
                                new RegisteredKey(CLIENT.keyId(), Role.CLIENT, "teller", CLIENT.publicKey()),
                                registered("root", Role.ROOT)),
                        IntStream.rangeClosed(1, EXECUTORS).mapToObj(i -> registered("e" + i, Role.EXECUTOR)))
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        List<ExecutorId> executors = IntStream.rangeClosed(1, EXECUTORS)
                .mapToObj(i -> new ExecutorId("e" + i))
                .toList();
        genesis = new Genesis(Hash.ZERO, "accounts", PARTITIONS, executors, List.of(), keys, 1, policy, version);
        deployment = PayloadCodec.genesisHash(genesis);
    }

    public static SigningKey key(String name) {
        return SigningKey.ofSeed(
                Hash.sha256(Bytes.utf8("test key " + name).array()).bytes());
    }

    static RegisteredKey registered(String name, Role role) {
        SigningKey key = key(name);
        return new RegisteredKey(key.keyId(), role, name, key.publicKey());
    }

    public Trust trust() {
        return trust(RulesHistory.NONE);
    }

    public Trust trust(RulesHistory history) {
        return new Trust(deployment, genesis, Registry.of(genesis.keys()).orElseThrow(), genesis.policy(), history);
    }

    public Hash deployment() {
        return deployment;
    }

    public Request request() {
        return new Request(
                deployment,
                new RequestId(Bytes.hex("00112233445566778899aabbccddeeff")),
                CLIENT_ID,
                7,
                APPEND_TIME + 60_000,
                "main",
                "INCREMENT",
                Normalizer.JSON,
                Bytes.utf8("{\"account\":\"alice\",\"amount\":\"5\"}"));
    }

    public SentEntry entry() {
        return entry(request());
    }

    public SentEntry entry(Request request) {
        return entryAt(
                request,
                new LogPosition(ShardPartitioner.partitionOf(request.shardKey(), PARTITIONS), 42),
                APPEND_TIME);
    }

    public static SentEntry entryAt(Request request, LogPosition position, long appendTime) {
        Bytes payload = PayloadCodec.encode(request);
        SignedEnvelope envelope = new EnvelopeSigner(CLIENT).sign(PayloadType.REQUEST, payload);
        Hash valueHash = Hash.sha256(BusinessCodec.encode(0, envelope));
        long fingerprint =
                ByteBuffer.wrap(payload.array()).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        return new SentEntry(request, CLIENT.keyId(), valueHash, fingerprint, position, appendTime);
    }

    /** What an honest executor answers; outputs may differ in what the profile hides. */
    Response response(SentEntry entry, String output) {
        return new Response(
                entry.position().offset(),
                entry.valueHash(),
                PRE.bytes(),
                POST.bytes(),
                Bytes.EMPTY,
                Status.OK,
                Normalizer.JSON,
                Bytes.utf8(output),
                WRITES);
    }

    Response honest(SentEntry entry, int executor) {
        return response(entry, "{\"balance\": \"5.00\", \"trace\": " + executor + ", \"account\": \"alice\"}");
    }

    /** The parts of a supporter's record that a faulty executor or voter could change. */
    record Signing(
            String author, SigningKey key, Hash deployment, int partition, UnaryOperator<ResponseBatch.Header> header) {
        Signing with(UnaryOperator<ResponseBatch.Header> change) {
            return new Signing(author, key, deployment, partition, change);
        }
    }

    Signing signing(SentEntry entry, String executor) {
        return new Signing(executor, key(executor), deployment, entry.position().partition(), UnaryOperator.identity());
    }

    /** A supporter whose response is at index 1 of a batch of three. */
    Verdict.Supporter supporter(Signing signing, Response response) {
        Bytes encoded = PayloadCodec.encodeResponse(response);
        Bytes before = PayloadCodec.encodeResponse(other(response, response.businessOffset() - 1));
        Bytes after = PayloadCodec.encodeResponse(other(response, response.businessOffset() + 1));
        MerkleTree tree = MerkleTree.of(
                Stream.of(before, encoded, after).map(ResponseBatch::leaf).toList());
        ResponseBatch.Header header = signing.header()
                .apply(new ResponseBatch.Header(
                        signing.deployment(),
                        signing.author(),
                        signing.partition(),
                        response.businessOffset() + 1,
                        3,
                        tree.root()));
        SignedEnvelope envelope =
                new EnvelopeSigner(signing.key()).sign(PayloadType.RESPONSE_BATCH, PayloadCodec.encodeHeader(header));
        return new Verdict.Supporter(
                new ExecutorId(signing.author()),
                100,
                1,
                Hash.sha256(encoded.array()),
                Optional.of(new Verdict.ResponseCertificate(envelope, encoded, 1, tree.path(1))));
    }

    private static Response other(Response response, long offset) {
        return new Response(
                offset,
                Hash.sha256(new byte[] {9}),
                response.preState(),
                response.preState(),
                Bytes.EMPTY,
                Status.REFUSED,
                Normalizer.JSON,
                Bytes.utf8("{\"error\":\"BAD_AMOUNT\"}"),
                List.of());
    }

    public List<Verdict.Supporter> honestSupporters(SentEntry entry, int count) {
        List<Verdict.Supporter> supporters = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            supporters.add(supporter(signing(entry, "e" + i), honest(entry, i)));
        }
        return supporters;
    }

    Verdict.Agreed agreed() {
        Bytes output = Bytes.utf8("{\"account\":\"alice\",\"balance\":\"5.00\"}");
        return new Verdict.Agreed(
                Status.OK,
                Normalizer.JSON,
                output,
                VoteDigest.of(Status.OK, Normalizer.JSON, output),
                Optional.of(new Verdict.AgreedState(POST, Bytes.EMPTY, WRITES)));
    }

    public Verdict verdict(SentEntry entry, List<Verdict.Supporter> supporters) {
        return verdict(entry, agreed(), supporters);
    }

    public Verdict verdict(SentEntry entry, Verdict.Outcome outcome, List<Verdict.Supporter> supporters) {
        return new Verdict(
                3,
                Hash.ZERO,
                entry.position(),
                entry.valueHash(),
                Optional.of(entry.request().requestId()),
                Optional.of(CLIENT_ID),
                outcome,
                !(outcome instanceof Verdict.Overdue),
                genesis.executors(),
                3,
                supporters,
                List.of(),
                List.of(),
                120,
                1_000);
    }

    /** What is read of a business-log in which no Void stands. */
    public static EntrySource noVoids() {
        return new EntrySource() {
            @Override
            public Optional<BusinessRecord> entryAt(LogPosition position) {
                return Optional.empty();
            }

            @Override
            public long countedFrom(Trust trust, LogPosition entry) {
                return 0;
            }
        };
    }

    /** SPLIT that names the answers of the first executors, each at the response-log offset of its number. */
    public Verdict split(SentEntry entry, int dissenters) {
        return splitNaming(
                entry,
                IntStream.rangeClosed(1, dissenters)
                        .mapToObj(i -> dissenter(entry, i))
                        .toList());
    }

    /** SPLIT that names these answers. */
    Verdict split(SentEntry entry, List<Verdict.Supporter> answers) {
        return splitNaming(
                entry,
                answers.stream()
                        .map(answer -> new Verdict.Dissenter(
                                answer.executorId(),
                                answer.responseOffset(),
                                answer.index(),
                                answer.responseHash(),
                                Difference.UNDECIDED))
                        .toList());
    }

    Verdict splitNaming(SentEntry entry, List<Verdict.Dissenter> dissenters) {
        Verdict split = verdict(entry, new Verdict.Split(Optional.empty()), List.of());
        return new Verdict(
                split.sequence(),
                split.previousHash(),
                split.position(),
                split.requestHash(),
                split.requestId(),
                split.clientId(),
                split.outcome(),
                true,
                split.electorate(),
                split.needed(),
                List.of(),
                dissenters,
                List.of(),
                120,
                1_000);
    }

    private Verdict.Dissenter dissenter(SentEntry entry, int executor) {
        return new Verdict.Dissenter(
                new ExecutorId("e" + executor),
                executor,
                1,
                Hash.sha256(PayloadCodec.encodeResponse(honest(entry, executor)).array()),
                Difference.UNDECIDED);
    }
}
