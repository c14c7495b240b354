package io.tribunal.core.partition;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
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
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.signature.MerkleTree;
import io.tribunal.core.signature.PreAuthEncoding;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.state.StateDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One partition with three executors and three validators, whose machine takes each response-log record as it is appended.
 * Events are given as text. Signatures are hashes over the public key and the message; verdicts are encoded as text.
 */
final class VotingFixture implements LogArchive {
    static final long START = 1_000_000;
    static final Hash INITIAL = StateDigest.INITIAL;
    private static final long FINGERPRINT = 7;
    private static final Bytes GENESIS = Bytes.utf8("genesis");
    private static final SignatureVerifier VERIFIER =
            (key, message, signature) -> seal(Bytes.wrap(key), message).equals(Bytes.wrap(signature));

    final Hash deployment = Hash.sha256(GENESIS.array());
    private final List<BusinessRecord> business = new ArrayList<>();
    private final List<ResponseRecord> responses = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private PartitionMachine machine;
    private int nextBusiness;
    private long now = START;
    private long decisions;
    private long mandates;
    private Hash head = Hash.ZERO;

    VotingFixture() {
        this(policy -> policy);
    }

    VotingFixture(UnaryOperator<Policy> rules) {
        this(rules, RulesVersion.LATEST);
    }

    VotingFixture(UnaryOperator<Policy> rules, RulesVersion version) {
        Policy policy = rules.apply(Policy.defaults(new QuorumSpec(3), List.of(FINGERPRINT)));
        List<RegisteredKey> keys = Stream.of(
                        IntStream.rangeClosed(1, 3).mapToObj(i -> key("e" + i, Role.EXECUTOR)),
                        IntStream.rangeClosed(1, 3).mapToObj(i -> key("v" + i, Role.VALIDATOR)),
                        Stream.of(
                                key("root", Role.ROOT),
                                key("client", Role.CLIENT),
                                key("e9", Role.EXECUTOR),
                                key("v9", Role.VALIDATOR)))
                .flatMap(some -> some)
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        Genesis genesis = new Genesis(
                Hash.ZERO,
                "test",
                1,
                IntStream.rangeClosed(1, 3).mapToObj(i -> executor("e" + i)).toList(),
                IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> new ValidatorId("v" + i))
                        .toList(),
                keys,
                1,
                policy,
                version);
        append("root", genesis, GENESIS);
        machine = new PartitionMachine(0, deployment, VERIFIER, VotingFixture::encode, this::next, this);
    }

    static Policy stateless(Policy policy) {
        return policy.withState(policy.state().withStateful(false));
    }

    private static Bytes encode(Verdict verdict) {
        return Bytes.utf8(verdict.toString());
    }

    static ExecutorId executor(String name) {
        return new ExecutorId(name);
    }

    private Optional<BusinessRecord> next(long through) {
        return nextBusiness <= through && nextBusiness < business.size()
                ? Optional.of(business.get(nextBusiness++))
                : Optional.empty();
    }

    @Override
    public BusinessRecord business(long offset) {
        return business.get(Math.toIntExact(offset));
    }

    @Override
    public Optional<ResponseRecord> first(long offset, long before) {
        return offset < before ? Optional.of(responses.get(Math.toIntExact(offset))) : Optional.empty();
    }

    long request() {
        return request(business.size());
    }

    long request(long sequence) {
        byte[] id = new byte[RequestId.LENGTH];
        id[0] = (byte) sequence;
        Request request = new Request(
                deployment,
                new RequestId(Bytes.wrap(id)),
                new ClientId("client"),
                sequence,
                START + 1,
                "shard",
                "PUT",
                "text/plain",
                Bytes.utf8("body"));
        return append("client", request, Bytes.utf8("request " + sequence));
    }

    long unreadable() {
        business.add(new BusinessRecord(
                new LogPosition(0, business.size()), START, Hash.ZERO, new BusinessRecord.Unreadable("noise")));
        return business.size() - 1L;
    }

    /** The log holds other bytes in the place of a record from now on, and a machine reads both logs from their beginning. */
    List<String> rewriteAndReplay(long offset) {
        BusinessRecord before = business(offset);
        business.set(
                Math.toIntExact(offset),
                new BusinessRecord(
                        before.position(),
                        before.appendTime(),
                        Hash.sha256(before.valueHash().array()),
                        new BusinessRecord.Unreadable("changed")));
        nextBusiness = 0;
        machine = new PartitionMachine(0, deployment, VERIFIER, VotingFixture::encode, this::next, this);
        return responses.stream()
                .flatMap(record -> machine.step(record).events().stream())
                .map(VotingFixture::text)
                .toList();
    }

    long voidState(long offset, Hash state) {
        return mandate(new Action.VoidState(0, offset, state));
    }

    long mandate(Action action) {
        Bytes bytes = Bytes.utf8(action.toString());
        KeySignature signature = sign("root", RootMandate.signedBytes(deployment, ++mandates, bytes));
        return decide(new RootMandate(deployment, mandates, action, bytes, List.of(signature)));
    }

    long decide(MembershipEvent event, long previousDecision) {
        return decide(new IsolationProposal(
                deployment, event, new LogPosition(0, 9), 1, List.of(1L), Hash.ZERO, previousDecision));
    }

    private long decide(Subject subject) {
        OrderedDecision decision = new OrderedDecision(++decisions, head, subject, Enforcement.ENFORCED);
        head = decision.hash();
        QuorumCertificate certificate =
                new QuorumCertificate(List.of(sign("v1", decision.signedBytes()), sign("v2", decision.signedBytes())));
        return append(
                "v1", new Control(new CertifiedDecision(decision, certificate)), Bytes.utf8("control " + decisions));
    }

    private long append(String signer, Payload payload, Bytes bytes) {
        SignedEnvelope envelope = envelope(signer, payload.type().mediaType(), bytes);
        business.add(new BusinessRecord(
                new LogPosition(0, business.size()),
                START,
                Hash.sha256(bytes.array()),
                new BusinessRecord.Entry(envelope, FINGERPRINT, payload)));
        return business.size() - 1L;
    }

    private static SignedEnvelope envelope(String signer, String type, Bytes bytes) {
        byte[] message = PreAuthEncoding.encode(type, bytes.array());
        return new SignedEnvelope(
                type, bytes, "ed25519:" + signer, sign(signer, message).signature(), Optional.empty());
    }

    /** The state after an entry that starts from another, as all honest executors compute it. */
    static Hash after(Hash before, long offset) {
        return StateDigest.next(before, writes(offset, "value"));
    }

    private static List<Write> writes(long offset, String value) {
        return List.of(Write.put(Bytes.utf8("key " + offset), Bytes.utf8(value)));
    }

    /** An answer that writes a value, starting from a state. */
    Response response(long offset, Hash before, String output, String value) {
        List<Write> writes = writes(offset, value);
        return new Response(
                offset,
                business(offset).valueHash(),
                before.bytes(),
                StateDigest.next(before, writes).bytes(),
                Bytes.EMPTY,
                Status.OK,
                "text/plain",
                Bytes.utf8(output),
                writes);
    }

    Response response(long offset, Hash before) {
        return response(offset, before, "done", "value");
    }

    /** An answer of a stateless service. */
    Response answer(long offset, String output) {
        return new Response(
                offset,
                offset < business.size() ? business(offset).valueHash() : Hash.ZERO,
                Bytes.EMPTY,
                Bytes.EMPTY,
                Bytes.EMPTY,
                Status.OK,
                "text/plain",
                Bytes.utf8(output),
                List.of());
    }

    /** A batch with a header of its own. */
    ResponseBatch batch(String signer, ResponseBatch.Header header, long fingerprint, List<Response> answers) {
        List<ResponseBatch.Item> items = items(answers);
        return ResponseBatch.of(
                envelope(signer, "application/header", Bytes.utf8(header.toString())), fingerprint, header, items);
    }

    ResponseBatch.Header header(String author, long processedTo, List<Response> answers) {
        Hash root = MerkleTree.of(items(answers).stream()
                        .map(item -> ResponseBatch.leaf(item.encoded()))
                        .toList())
                .root();
        return new ResponseBatch.Header(deployment, author, 0, processedTo, answers.size(), root);
    }

    private static List<ResponseBatch.Item> items(List<Response> answers) {
        return answers.stream()
                .map(answer -> new ResponseBatch.Item(Bytes.utf8(answer.toString()), answer))
                .toList();
    }

    /** Appends a batch; returns the events of its record. */
    List<String> send(String author, long processedTo, Response... answers) {
        List<Response> all = List.of(answers);
        return take(batch(author, header(author, processedTo, all), FINGERPRINT, all));
    }

    List<String> take(ResponseBatch batch) {
        Hash value = Hash.sha256(batch.envelope().payload().array());
        return take(ResponseRecord.readable(new LogPosition(0, responses.size()), now, value, batch));
    }

    List<String> garbage() {
        return take(ResponseRecord.unreadable(new LogPosition(0, responses.size()), now, Hash.ZERO, "noise"));
    }

    List<String> take(ResponseRecord record) {
        responses.add(record);
        PartitionMachine.Step step = machine.step(record);
        events.addAll(step.events());
        observations.addAll(step.observations());
        checkpoints.addAll(step.checkpoints());
        return step.events().stream().map(VotingFixture::text).toList();
    }

    /** The broker's time moves on. */
    VotingFixture pass(long milliseconds) {
        now += milliseconds;
        return this;
    }

    /** Continues from the encoded snapshot and the logs alone. */
    void restart() {
        Snapshot snapshot = Snapshot.decode(machine.snapshot().encode()).orElseThrow();
        nextBusiness = Math.toIntExact(snapshot.handledThrough() + 1);
        machine = PartitionMachine.restore(snapshot, 0, deployment, VERIFIER, VotingFixture::encode, this::next, this);
    }

    Snapshot snapshot() {
        return machine.snapshot();
    }

    long cursor() {
        return machine.snapshot().handledThrough();
    }

    Optional<UnsettledEntry> unsettled() {
        return machine.unsettled();
    }

    RunningHashes hashes() {
        return machine.hashes();
    }

    List<Event> events() {
        return events;
    }

    List<Observation> observations() {
        return observations;
    }

    List<Checkpoint> checkpoints() {
        return checkpoints;
    }

    private static String text(Event event) {
        return switch (event) {
            case Event.VerdictIssued issued -> text(issued.verdict());
            case Event.DeviationFound found -> text(found.deviation());
            case Event.AnomalyFound found -> found.anomaly().toString();
            case Event.Discarded discarded ->
                discarded.reason() + " " + discarded.position().offset() + "#" + discarded.index() + ": "
                        + discarded.detail();
        };
    }

    /** Sequence, outcome, offset, supporters, dissenters and their differences, silent executors. */
    private static String text(Verdict verdict) {
        List<ExecutorId> supporters =
                verdict.supporters().stream().map(Verdict.Supporter::executorId).toList();
        List<String> dissenters = verdict.dissenters().stream()
                .map(one -> one.executorId() + " " + one.differs())
                .toList();
        return "#" + verdict.sequence() + " " + text(verdict.outcome()) + " "
                + verdict.position().offset() + " " + supporters + " against " + dissenters + " silent "
                + verdict.silent();
    }

    private static String text(Verdict.Outcome outcome) {
        return switch (outcome) {
            case Verdict.Agreed agreed -> "AGREED " + agreed.output().toUtf8();
            case Verdict.Split ignored -> "SPLIT";
            case Verdict.Overdue ignored -> "OVERDUE";
            case Verdict.Rejected rejected -> "REJECTED " + rejected.reason();
        };
    }

    private static String text(Deviation deviation) {
        return deviation.kind() + " " + deviation.executorId() + " "
                + deviation.position().offset() + " " + deviation.differs()
                + (deviation.inherited() ? " inherited" : "");
    }

    private static RegisteredKey key(String owner, Role role) {
        return new RegisteredKey(new KeyId("ed25519:" + owner), role, owner, publicKey(owner));
    }

    private static Bytes publicKey(String name) {
        return Hash.sha256(Bytes.utf8(name).array()).bytes();
    }

    private static KeySignature sign(String name, byte[] message) {
        return new KeySignature("ed25519:" + name, seal(publicKey(name), message));
    }

    private static Bytes seal(Bytes publicKey, byte[] message) {
        byte[] once = Hash.sha256(publicKey.array(), message).array();
        byte[] twice = Arrays.copyOf(once, 2 * once.length);
        System.arraycopy(once, 0, twice, once.length, once.length);
        return Bytes.wrap(twice);
    }
}
