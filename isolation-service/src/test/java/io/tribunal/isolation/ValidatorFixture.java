package io.tribunal.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.Subject;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.DecisionLogMachine;
import io.tribunal.core.isolation.DecisionLogRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.EnvelopeSigner;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.isolation.signing.ValidatorIdentity;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.schemas.signing.SigningKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Five executors, three validators and a root with real keys, and decisions of theirs. */
public final class ValidatorFixture {
    public static final int PARTITIONS = 2;
    public static final SignatureVerifier VERIFIER = Ed25519.verifier();
    public static final Genesis GENESIS = genesis();
    public static final Hash DEPLOYMENT = PayloadCodec.genesisHash(GENESIS);
    public static final SignedEnvelope GENESIS_ENVELOPE =
            new EnvelopeSigner(key("root")).sign(PayloadType.GENESIS, PayloadCodec.encode(GENESIS));

    private ValidatorFixture() {}

    public static SigningKey key(String owner) {
        return SigningKey.ofSeed(
                Hash.sha256(Bytes.utf8("validator test " + owner).array()).bytes());
    }

    public static ValidatorIdentity identity(String validator) {
        return new ValidatorIdentity(new ValidatorId(validator), key(validator), VERIFIER);
    }

    private static Genesis genesis() {
        List<String> executors = names("e", 5);
        List<String> validators = names("v", 3);
        List<RegisteredKey> keys = Stream.of(
                        executors.stream().map(name -> registered(name, Role.EXECUTOR)),
                        validators.stream().map(name -> registered(name, Role.VALIDATOR)),
                        Stream.of(registered("root", Role.ROOT), registered("client", Role.CLIENT)))
                .flatMap(some -> some)
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        return new Genesis(
                Hash.ZERO,
                "test",
                PARTITIONS,
                executors.stream().map(ExecutorId::new).toList(),
                validators.stream().map(ValidatorId::new).toList(),
                keys,
                1,
                Policy.defaults(new QuorumSpec(5), PayloadCodec.fingerprints()),
                RulesVersion.LATEST);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    public static RegisteredKey registered(String owner, Role role) {
        return new RegisteredKey(key(owner).keyId(), role, owner, key(owner).publicKey());
    }

    public static DecisionChain emptyChain() {
        return DecisionChain.of(GENESIS, DEPLOYMENT);
    }

    public static DecisionLogMachine machine() {
        return new DecisionLogMachine(GENESIS, DEPLOYMENT, VERIFIER);
    }

    public static ExecutorId executor(String name) {
        return new ExecutorId(name);
    }

    public static IsolationProposal proposal(MembershipEvent event, int partition, long offset, long previousDecision) {
        return new IsolationProposal(
                DEPLOYMENT,
                event,
                new LogPosition(partition, offset),
                16_000_000_000L,
                List.of(3L, 4L),
                Hash.sha256(new byte[] {(byte) offset}),
                previousDecision);
    }

    /** Proposes to isolate an executor for wrong responses, observed at offset 10 of partition 0. */
    public static IsolationProposal isolate(String executor) {
        return proposal(new MembershipEvent.Isolate(executor(executor), DeviationClass.WRONG), 0, 10, 0);
    }

    public static DecisionLogRecord.Endorsement endorsement(String validator, IsolationProposal proposal) {
        return new DecisionLogRecord.Endorsement(proposal, KeySignature.by(key(validator), proposal.signedBytes()));
    }

    public static DecisionLogRecord.Ratification ratification(String validator, OrderedDecision decision) {
        return new DecisionLogRecord.Ratification(
                decision.number(), KeySignature.by(key(validator), decision.signedBytes()));
    }

    /** The subjects as decisions 1, 2, ..., each certified by v1 and v2. */
    public static List<CertifiedDecision> certified(Subject... subjects) {
        List<CertifiedDecision> decisions = new ArrayList<>();
        Hash previous = Hash.ZERO;
        for (Subject subject : subjects) {
            OrderedDecision decision =
                    new OrderedDecision(decisions.size() + 1L, previous, subject, Enforcement.ENFORCED);
            decisions.add(certified(decision, "v1", "v2"));
            previous = decision.hash();
        }
        return decisions;
    }

    public static CertifiedDecision certified(OrderedDecision decision, String... validators) {
        return new CertifiedDecision(
                decision,
                QuorumCertificate.by(
                        Stream.of(validators).map(ValidatorFixture::key).toList(), decision));
    }
}
