package io.tribunal.audit;

import io.tribunal.audit.bundle.EvidenceBundle.ResponseEvidence;
import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.audit.export.EvidenceExport;
import io.tribunal.audit.export.EvidenceLogs;
import io.tribunal.audit.record.PartitionReplay;
import io.tribunal.audit.record.PartitionReplayer;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.partition.BusinessLog;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.core.pipeline.DetectionPipeline;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.policy.OperationPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.state.StateDigest;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.EnvelopeCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.codec.VerdictCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A deployment in memory with real keys: five executors, three validators, one partition. Honest executors answer every
 * request; the test chooses the suspect's answers. {@link DetectionPipeline} derives proposals from the logs.
 */
public final class EvidenceFixture implements EvidenceLogs {
    public static final SignatureVerifier VERIFIER = Ed25519.verifier();
    public static final ExecutorId SUSPECT = new ExecutorId("e3");
    private static final long START = 1_800_000_000_000L;
    private static final ClientId CLIENT = new ClientId("client");
    private static final NormalizationProfile MASK =
            new NormalizationProfile(List.of("/time"), new TreeMap<>(), List.of(), List.of(), List.of());

    private final List<LogRecord> business = new ArrayList<>();
    private final List<LogRecord> responses = new ArrayList<>();
    private final Genesis genesis = newGenesis();
    private final Hash deployment = PayloadCodec.genesisHash(genesis);
    private Hash state = StateDigest.INITIAL;
    private Hash head = Hash.ZERO;
    private long decisions;
    private long mandates;
    private long time = START;

    /** Turns the honest answer into the suspect's answers: none, one or several. */
    @FunctionalInterface
    public interface AnswerPolicy {
        List<Response> answers(Response honest);
    }

    public EvidenceFixture() {
        appendBusiness("root", PayloadType.GENESIS, genesis);
    }

    public static SigningKey key(String name) {
        return SigningKey.ofSeed(
                Hash.sha256(Bytes.utf8("tribunal test key " + name).array()).bytes());
    }

    private static RegisteredKey registered(String name, Role role) {
        return new RegisteredKey(key(name).keyId(), role, name, key(name).publicKey());
    }

    private static Stream<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i);
    }

    private static Genesis newGenesis() {
        List<RegisteredKey> keys = Stream.of(
                        names("e", 5).map(name -> registered(name, Role.EXECUTOR)),
                        names("v", 3).map(name -> registered(name, Role.VALIDATOR)),
                        Stream.of(registered("root", Role.ROOT), registered(CLIENT.value(), Role.CLIENT)))
                .flatMap(some -> some)
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        return new Genesis(
                Hash.ZERO,
                "test",
                1,
                names("e", 5).map(ExecutorId::new).toList(),
                names("v", 3).map(ValidatorId::new).toList(),
                keys,
                1,
                policy(),
                RulesVersion.LATEST);
    }

    private static Policy policy() {
        Policy defaults = Policy.defaults(new QuorumSpec(5), PayloadCodec.fingerprints());
        return defaults.withPayloads(defaults.payloads()
                        .withOperations(new TreeMap<>(Map.of("PUT", new OperationPolicy("PUT", 5_000, MASK)))))
                .withState(defaults.state().withCheckpointInterval(3));
    }

    /** Appends requests; every executor answers each before the next one. */
    public EvidenceFixture requests(int count, AnswerPolicy suspect) {
        for (int i = 0; i < count; i++) {
            request(suspect);
        }
        return this;
    }

    private void request(AnswerPolicy suspect) {
        long offset = business.size();
        long sequence = offset;
        appendBusiness(
                CLIENT.value(),
                PayloadType.REQUEST,
                new Request(
                        deployment,
                        new RequestId(Bytes.wrap(Arrays.copyOf(
                                Hash.sha256(Bytes.utf8("r" + offset).array()).array(), 16))),
                        CLIENT,
                        sequence,
                        time + 60_000,
                        "main",
                        "PUT",
                        "application/json",
                        Bytes.utf8("{\"amount\":" + offset + "}")));
        Hash requestHash = Hash.sha256(business.getLast().value().orElseThrow().array());
        List<Write> writes = List.of(Write.put(Bytes.utf8("account"), Bytes.utf8("balance " + offset)));
        Hash after = StateDigest.next(state, writes);
        boolean rootDue = offset / 3 > lastRequest / 3;
        lastRequest = offset;
        for (String name : names("e", 5).toList()) {
            Response honest = new Response(
                    offset,
                    requestHash,
                    state.bytes(),
                    after.bytes(),
                    rootDue ? Hash.sha256(after.array()).bytes() : Bytes.EMPTY,
                    Status.OK,
                    "application/json",
                    output("\"" + offset + "\"", name),
                    writes);
            List<Response> answers = name.equals(SUSPECT.value()) ? suspect.answers(honest) : List.of(honest);
            answers.forEach(answer -> respond(name, offset, List.of(answer)));
        }
        state = after;
    }

    private long lastRequest;

    /** An output whose masked time differs between executors. */
    public static Bytes output(String balance, String name) {
        return Bytes.utf8("{\"balance\":" + balance + ",\"time\":\"" + name + "\"}");
    }

    /** Appends heartbeats of all honest executors until all deadlines have passed. */
    public EvidenceFixture letDeadlinesPass() {
        for (int i = 0; i < 5; i++) {
            time += 1_500;
            names("e", 5)
                    .filter(name -> !name.equals(SUSPECT.value()))
                    .forEach(name -> respond(name, business.size() - 1L, List.of()));
        }
        return this;
    }

    public void respond(String executor, long processedTo, List<Response> answers) {
        List<Bytes> encoded = answers.stream().map(PayloadCodec::encodeResponse).toList();
        Hash root = MerkleTree.of(encoded.stream().map(ResponseBatch::leaf).toList())
                .root();
        ResponseBatch.Header header =
                new ResponseBatch.Header(deployment, executor, 0, processedTo, answers.size(), root);
        SignedEnvelope envelope =
                new EnvelopeSigner(key(executor)).sign(PayloadType.RESPONSE_BATCH, PayloadCodec.encodeHeader(header));
        time += 3;
        responses.add(record(responses.size(), ResponseCodec.encode(7, envelope, encoded)));
    }

    private void appendBusiness(String signer, PayloadType type, Payload payload) {
        time += 5;
        SignedEnvelope envelope = new EnvelopeSigner(key(signer)).sign(type, PayloadCodec.encode(payload));
        business.add(record(business.size(), BusinessCodec.encode(5, envelope)));
    }

    private LogRecord record(long offset, byte[] value) {
        return new LogRecord(offset, time, true, Optional.of(Bytes.wrap(value)));
    }

    /** The first proposal of that kind about the suspect that the logs lead to. */
    public IsolationProposal proposal(Class<? extends MembershipEvent> event) {
        DetectionPipeline pipeline = pipeline();
        return responses.stream()
                .flatMap(record -> pipeline.process(response(record)).proposals().stream())
                .filter(proposal -> event.isInstance(proposal.event())
                        && proposal.executor().equals(SUSPECT))
                .findFirst()
                .orElseThrow();
    }

    private DetectionPipeline pipeline() {
        return new DetectionPipeline(
                0, new PartitionMachine(0, deployment, VERIFIER, new VerdictCodec(), businessLog(), this::first));
    }

    private BusinessLog businessLog() {
        long[] next = {0};
        return through -> next[0] <= through && next[0] < business.size()
                ? Optional.of(business(business.get((int) next[0]++)))
                : Optional.empty();
    }

    private Optional<ResponseRecord> first(long offset, long before) {
        return offset < before ? Optional.of(response(responses.get((int) offset))) : Optional.empty();
    }

    /** Replays the logs. */
    public PartitionReplay replay(PartitionReplayer.Listener listener) {
        PartitionReplay replay = new PartitionReplay(0, deployment, VERIFIER, businessLog(), this::first);
        responses.forEach(record -> listener.replayed(replay, record.offset(), replay.take(response(record))));
        return replay;
    }

    private static BusinessRecord business(LogRecord record) {
        return BusinessCodec.decode(
                new LogPosition(0, record.offset()),
                record.appendTime(),
                true,
                record.value().orElseThrow().array());
    }

    private static ResponseRecord response(LogRecord record) {
        return ResponseCodec.decode(
                new LogPosition(0, record.offset()),
                record.appendTime(),
                true,
                record.value().orElseThrow().array());
    }

    /** An executor's answer to a request; repeat 0 is the first one. */
    public ResponseEvidence answer(String executor, long businessOffset, int repeat) {
        return responses.stream()
                .map(EvidenceFixture::response)
                .filter(record -> record.batch().orElseThrow().header().author().equals(executor))
                .filter(record -> record.batch().orElseThrow().items().stream()
                        .anyMatch(item -> item.response().businessOffset() == businessOffset))
                .skip(repeat)
                .map(record -> {
                    ResponseBatch batch = record.batch().orElseThrow();
                    return new ResponseEvidence(
                            record.position().offset(),
                            record.appendTime(),
                            EnvelopeCodec.encode(batch.envelope()),
                            batch.items().getFirst().encoded(),
                            0,
                            List.of());
                })
                .findFirst()
                .orElseThrow();
    }

    /** Appends a decision that two of three validators certify. */
    public EvidenceFixture decide(Subject subject) {
        OrderedDecision decision = new OrderedDecision(++decisions, head, subject, Enforcement.ENFORCED);
        head = decision.hash();
        CertifiedDecision certified =
                new CertifiedDecision(decision, QuorumCertificate.by(List.of(key("v1"), key("v3")), decision));
        appendBusiness("v1", PayloadType.CONTROL, new Control(certified));
        return this;
    }

    /** Appends a mandate of ROOT that registers another client. */
    public EvidenceFixture registerClient(String name) {
        Action action = new Action.RegisterKey(registered(name, Role.CLIENT));
        return decide(RootMandate.by(
                List.of(key("root")), deployment, ++mandates, action, PayloadCodec.encodeAction(action)));
    }

    /** Appends a mandate of ROOT that declares an entry without effect. */
    public EvidenceFixture voidEntry(long businessOffset) {
        Action action = new Action.VoidState(0, businessOffset, StateDigest.INITIAL);
        return decide(RootMandate.by(
                List.of(key("root")), deployment, ++mandates, action, PayloadCodec.encodeAction(action)));
    }

    /** Every executor repeats its answers to these requests, after it has processed all business records. */
    public EvidenceFixture answerAgain(List<Long> businessOffsets) {
        for (String name : names("e", 5).toList()) {
            businessOffsets.forEach(offset -> respond(
                    name,
                    business.size() - 1L,
                    List.of(PayloadCodec.decodeResponse(answer(name, offset, 0).response()))));
        }
        return this;
    }

    /** A proposal that validators could certify although the logs do not lead to it. */
    public IsolationProposal claimed(MembershipEvent event, List<Long> evidence, long statistic, long previous) {
        return new IsolationProposal(
                deployment, event, new LogPosition(0, 1_000), statistic, evidence, Hash.ZERO, previous);
    }

    public Hash deployment() {
        return deployment;
    }

    public long decisions() {
        return decisions;
    }

    public DecisionHistory history() {
        return DecisionHistory.read(this, deployment, VERIFIER);
    }

    /** The file that proves the last decision. */
    public byte[] export() {
        return new EvidenceExport(this, history(), VERIFIER).of(decisions);
    }

    @Override
    public void business(int partition, Consumer<LogRecord> reader) {
        business.forEach(reader);
    }

    @Override
    public void responses(int partition, Consumer<LogRecord> reader) {
        responses.forEach(reader);
    }
}
