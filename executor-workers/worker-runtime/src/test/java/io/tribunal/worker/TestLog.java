package io.tribunal.worker;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.Outcome;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
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

/** A business log of one partition, in memory, made of real bytes. */
final class TestLog {
    static final long NOW = 1_700_000_000_000L;
    static final ExecutorId EXECUTOR = new ExecutorId("e1");

    final SigningKey executorKey = key(1);
    private final SigningKey rootKey = key(2);
    private final SigningKey clientKey = key(3);
    private final List<byte[]> values = new ArrayList<>();
    private final Hash deployment;
    private long sequence;
    private long decisions;
    private Hash lastDecision = Hash.ZERO;

    TestLog(UnaryOperator<Policy> policy) {
        Policy defaults = Policy.defaults(new QuorumSpec(1), PayloadCodec.fingerprints());
        Genesis genesis = new Genesis(
                Hash.ZERO,
                "test",
                1,
                List.of(EXECUTOR),
                List.of(),
                Stream.of(
                                registered(executorKey, Role.EXECUTOR, EXECUTOR.value()),
                                registered(rootKey, Role.ROOT, "root"),
                                registered(clientKey, Role.CLIENT, "c1"))
                        .sorted(Comparator.comparing(RegisteredKey::keyId))
                        .toList(),
                1,
                policy.apply(defaults));
        deployment = PayloadCodec.genesisHash(genesis);
        append(rootKey, genesis);
    }

    Hash deployment() {
        return deployment;
    }

    /** A request of the greeting service or another; gives its offset. */
    long request(String operation, String body) {
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
                        "text/plain",
                        Bytes.utf8(body)));
    }

    long greet(String name) {
        return request("GREET", name);
    }

    /** The last request's bytes once more, as a replay. */
    long replayed() {
        return bytes(values.getLast());
    }

    long bytes(byte[] value) {
        values.add(value);
        return values.size() - 1L;
    }

    long voidState(long offset, Hash postState) {
        Action action = new Action.VoidState(0, offset, postState);
        Bytes actionBytes = PayloadCodec.encodeAction(action);
        RootMandate mandate = RootMandate.by(List.of(rootKey), deployment, ++decisions, action, actionBytes);
        OrderedDecision decision = new OrderedDecision(decisions, lastDecision, mandate, Outcome.ENFORCED);
        lastDecision = decision.hash();
        return append(rootKey, new Control(new CertifiedDecision(decision, QuorumCertificate.NONE)));
    }

    byte[] value(long offset) {
        return values.get((int) offset);
    }

    int size() {
        return values.size();
    }

    BusinessRecord record(long offset) {
        return BusinessCodec.decode(new LogPosition(0, offset), NOW, true, value(offset));
    }

    List<BusinessRecord> records() {
        return IntStream.range(0, values.size()).mapToObj(this::record).toList();
    }

    private long append(SigningKey key, Payload payload) {
        SignedEnvelope envelope = new EnvelopeSigner(key).sign(payload.type(), PayloadCodec.encode(payload));
        return bytes(BusinessCodec.encode(0, envelope));
    }

    private static RegisteredKey registered(SigningKey key, Role role, String owner) {
        return new RegisteredKey(key.keyId(), role, owner, key.publicKey());
    }

    private static SigningKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return SigningKey.ofSeed(Bytes.wrap(bytes));
    }

    static Policy with(Policy policy, boolean stateful, int maxOutput, int checkpointInterval) {
        return new Policy(
                stateful,
                policy.minQuorum(),
                policy.deadline(),
                policy.heartbeat(),
                policy.maxStep(),
                policy.maxValidity(),
                maxOutput,
                policy.maxHeld(),
                policy.maxOpenBallots(),
                checkpointInterval,
                policy.restoreBallots(),
                policy.embedCertificates(),
                policy.acceptedFingerprints(),
                policy.operations(),
                policy.adjudication(),
                policy.behaviour(),
                policy.detection(),
                policy.isolation());
    }
}
