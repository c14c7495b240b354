package io.tribunal.worker;

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
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An in-memory business-log of one partition with correctly encoded and signed records. */
public final class TestLog {
    public static final long NOW = 1_700_000_000_000L;
    public static final ExecutorId EXECUTOR = new ExecutorId("e1");

    public final SigningKey executorKey = key(1);
    /** The keys of validators {@code v1..}, in order. */
    public final List<SigningKey> validatorKeys;

    private final SigningKey rootKey = key(2);
    private final SigningKey clientKey = key(3);
    private final List<byte[]> values = new ArrayList<>();
    private final Genesis genesis;
    private final Hash deployment;
    private long sequence;
    private long decisions;
    private long mandates;
    private Hash lastDecision = Hash.ZERO;

    public TestLog(UnaryOperator<Policy> policy) {
        this(policy, 0);
    }

    /** With that many validators, a majority of which certify every decision. */
    public TestLog(UnaryOperator<Policy> policy, int validators) {
        validatorKeys =
                IntStream.rangeClosed(1, validators).mapToObj(i -> key(100 + i)).toList();
        Policy defaults = Policy.defaults(new QuorumSpec(1), PayloadCodec.fingerprints());
        genesis = new Genesis(
                Hash.ZERO,
                "test",
                1,
                List.of(EXECUTOR),
                IntStream.rangeClosed(1, validators)
                        .mapToObj(i -> new ValidatorId("v" + i))
                        .toList(),
                Stream.concat(
                                Stream.of(
                                        registered(executorKey, Role.EXECUTOR, EXECUTOR.value()),
                                        registered(rootKey, Role.ROOT, "root"),
                                        registered(clientKey, Role.CLIENT, "c1")),
                                IntStream.rangeClosed(1, validators)
                                        .mapToObj(i -> registered(validatorKeys.get(i - 1), Role.VALIDATOR, "v" + i)))
                        .sorted(Comparator.comparing(RegisteredKey::keyId))
                        .toList(),
                1,
                policy.apply(defaults),
                RulesVersion.LATEST);
        deployment = PayloadCodec.genesisHash(genesis);
        append(rootKey, genesis);
    }

    public Genesis genesis() {
        return genesis;
    }

    public Hash deployment() {
        return deployment;
    }

    /** Appends a request and returns its offset. */
    public long request(String operation, String body) {
        return request(operation, "text/plain", body);
    }

    /** The same with a content type. */
    public long request(String operation, String contentType, String body) {
        sequence++;
        byte[] id = new byte[RequestId.LENGTH];
        id[RequestId.LENGTH - 1] = (byte) sequence;
        id[RequestId.LENGTH - 2] = (byte) (sequence >> 8);
        return append(
                clientKey,
                new Request(
                        deployment,
                        new RequestId(Bytes.wrap(id)),
                        new ClientId("c1"),
                        sequence,
                        NOW + 60_000,
                        "shard",
                        operation,
                        contentType,
                        Bytes.utf8(body)));
    }

    public long greet(String name) {
        return request("GREET", name);
    }

    /** Appends the last record's bytes again, as a replay, and returns its offset. */
    public long replayed() {
        return bytes(values.getLast());
    }

    public long bytes(byte[] value) {
        values.add(value);
        return values.size() - 1L;
    }

    public long voidState(long offset, Hash postState) {
        return mandate(new Action.VoidState(0, offset, postState));
    }

    /** Appends a ROOT mandate and returns its offset. */
    public long mandate(Action action) {
        Bytes actionBytes = PayloadCodec.encodeAction(action);
        return decide(RootMandate.by(List.of(rootKey), deployment, ++mandates, action, actionBytes));
    }

    /** Appends a change of the executor's status and returns its offset. */
    public long decide(MembershipEvent event, long previousDecision) {
        return decide(new IsolationProposal(
                deployment, event, new LogPosition(0, 9), 1, List.of(1L), Hash.ZERO, previousDecision));
    }

    private long decide(Subject subject) {
        OrderedDecision decision = new OrderedDecision(++decisions, lastDecision, subject, Enforcement.ENFORCED);
        lastDecision = decision.hash();
        List<SigningKey> majority = validatorKeys.subList(0, (validatorKeys.size() + 1) / 2);
        return append(rootKey, new Control(new CertifiedDecision(decision, QuorumCertificate.by(majority, decision))));
    }

    /** The value of the record at that offset. */
    public byte[] value(long offset) {
        return values.get((int) offset);
    }

    public int size() {
        return values.size();
    }

    public BusinessRecord record(long offset) {
        return BusinessCodec.decode(new LogPosition(0, offset), NOW, true, value(offset));
    }

    public List<BusinessRecord> records() {
        return IntStream.range(0, values.size()).mapToObj(this::record).toList();
    }

    private long append(SigningKey key, Payload payload) {
        SignedEnvelope envelope = new EnvelopeSigner(key).sign(payload.type(), PayloadCodec.encode(payload));
        return bytes(BusinessCodec.encode(0, envelope));
    }

    public static RegisteredKey registered(SigningKey key, Role role, String owner) {
        return new RegisteredKey(key.keyId(), role, owner, key.publicKey());
    }

    public static SigningKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return SigningKey.ofSeed(Bytes.wrap(bytes));
    }

    public static Policy with(Policy policy, boolean stateful, int maxOutput, int checkpointInterval) {
        return policy.withState(policy.state().withStateful(stateful).withCheckpointInterval(checkpointInterval))
                .withLimits(policy.limits().withMaxOutput(maxOutput));
    }
}
