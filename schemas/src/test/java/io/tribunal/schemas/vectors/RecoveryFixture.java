package io.tribunal.schemas.vectors;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Write;
import io.tribunal.core.recovery.AdmissionContext;
import io.tribunal.core.recovery.Checkpoint;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.core.recovery.StateSnapshot;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.state.StateDigest;
import io.tribunal.core.state.StateTree;
import io.tribunal.schemas.Samples;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.DecisionCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A deployment with three validators, the business-log of one partition, and the states after two of its requests. */
final class RecoveryFixture {
    static final int PARTITION = VectorFixture.PARTITION;
    /** Offset of the request after which the older state holds. */
    static final long OLDER = 2;
    /** Offset of the request after which the newer state holds. */
    static final long NEWER = 6;

    static final List<SigningKey> VALIDATORS = List.of(Samples.key("v1"), Samples.key("v2"), Samples.key("v3"));

    private final SortedMap<Long, Checkpoint> checkpoints = new TreeMap<>();
    private final SortedMap<Long, StateSnapshot> snapshots = new TreeMap<>();
    private final List<byte[]> log = new ArrayList<>();
    private final PartitionAdmission admission = new PartitionAdmission(PARTITION, deployment(), Ed25519.verifier());
    private final StateTree state = new StateTree();
    private Hash chain = StateDigest.INITIAL;

    /**
     * Genesis, three requests, a decision and two more requests; keeps the states after the second and the last
     * request.
     */
    RecoveryFixture() {
        Bytes genesis = PayloadCodec.encode(genesis());
        append(new EnvelopeSigner(Samples.ROOT).sign(PayloadType.GENESIS, genesis));
        request(1);
        request(2);
        keep();
        request(3);
        Control control = new Control(registration());
        append(new EnvelopeSigner(VALIDATORS.getFirst()).sign(PayloadType.CONTROL, PayloadCodec.encode(control)));
        request(5);
        request(4);
        keep();
    }

    static Genesis genesis() {
        Genesis sample = Samples.genesis();
        List<RegisteredKey> keys = Stream.concat(
                        sample.keys().stream().filter(key -> key.role() != Role.VALIDATOR),
                        Stream.of("v1", "v2", "v3")
                                .map(name -> Samples.registered(Samples.key(name), Role.VALIDATOR, name)))
                .sorted(java.util.Comparator.comparing(RegisteredKey::keyId))
                .toList();
        return new Genesis(
                Hash.ZERO,
                sample.service(),
                sample.partitions(),
                sample.executors(),
                Stream.of("v1", "v2", "v3").map(ValidatorId::new).toList(),
                keys,
                1,
                sample.policy(),
                sample.rulesVersion());
    }

    static Hash deployment() {
        return PayloadCodec.genesisHash(genesis());
    }

    /** Decision 1 registers a client's key. */
    static CertifiedDecision registration() {
        RegisteredKey key = Samples.registered(Samples.key("new"), Role.CLIENT, "newcomer");
        return decision(1, Hash.ZERO, 1, new Action.RegisterKey(key), VALIDATORS.subList(0, 2));
    }

    /** Decision 2 revokes the key of the second validator. */
    static CertifiedDecision revocation(List<SigningKey> signers) {
        return decision(
                2,
                registration().decision().hash(),
                2,
                new Action.RevokeKey(VALIDATORS.get(1).keyId()),
                signers);
    }

    private static CertifiedDecision decision(
            long number, Hash previous, long mandate, Action action, List<SigningKey> signers) {
        RootMandate subject =
                RootMandate.by(List.of(Samples.ROOT), deployment(), mandate, action, PayloadCodec.encodeAction(action));
        OrderedDecision decision = new OrderedDecision(number, previous, subject, Enforcement.ENFORCED);
        return new CertifiedDecision(decision, QuorumCertificate.by(signers, decision));
    }

    /** The only chunk of a snapshot. */
    static SnapshotChunk chunk(StateSnapshot snapshot, long offset) {
        return snapshot.chunks(deployment(), PARTITION, offset).getFirst();
    }

    static byte[] audited(CertifiedDecision decision) {
        return DecisionCodec.frame(0, decision);
    }

    private void request(long sequence) {
        Request sample = Samples.request(sequence);
        Request request = new Request(
                deployment(),
                sample.requestId(),
                sample.clientId(),
                sequence,
                sample.notAfter(),
                sample.shardKey(),
                sample.operation(),
                sample.contentType(),
                sample.body());
        append(new EnvelopeSigner(Samples.CLIENT).sign(PayloadType.REQUEST, PayloadCodec.encode(request)));
        List<Write> writes = List.of(Write.put(Bytes.utf8("account " + sequence), Bytes.utf8(sequence + "|none")));
        chain = StateDigest.next(chain, writes);
        state.apply(writes);
    }

    private void append(io.tribunal.core.signature.SignedEnvelope envelope) {
        log.add(BusinessCodec.encode(0, envelope));
        admission.decide(record(log.size() - 1L));
    }

    private void keep() {
        long offset = log.size() - 1L;
        AdmissionContext context = AdmissionContext.of(admission, offset);
        snapshots.put(offset, new StateSnapshot(chain, new TreeMap<>(state.entries()), context.encode()));
        checkpoints.put(offset, new Checkpoint(deployment(), PARTITION, offset, chain, state.root(), context.root()));
    }

    /** The partition's business-log. */
    List<byte[]> log() {
        return List.copyOf(log);
    }

    BusinessRecord record(long offset) {
        return BusinessCodec.decode(new LogPosition(PARTITION, offset), VectorFixture.NOW, true, log.get((int) offset));
    }

    /** The checkpoint after the request at that offset. */
    Checkpoint checkpoint(long offset) {
        return java.util.Objects.requireNonNull(checkpoints.get(offset));
    }

    StateSnapshot snapshot(long offset) {
        return java.util.Objects.requireNonNull(snapshots.get(offset));
    }
}
