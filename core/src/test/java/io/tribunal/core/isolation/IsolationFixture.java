package io.tribunal.core.isolation;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.IsolationPolicy;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.core.signature.SignatureVerifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Executors {@code e1..}, validators {@code v1..}, a root, and signatures that stand in for Ed25519: a hash over the public
 * key and the message.
 */
record IsolationFixture(Genesis genesis, Hash hash) {
    static final SignatureVerifier VERIFIER = (publicKey, message, signature) ->
            Arrays.equals(seal(Bytes.wrap(publicKey), message).array(), signature);
    private static final Hash LOG_ROOT = Hash.sha256(new byte[] {7});

    static IsolationFixture of(int executors, int validators) {
        return of(executors, validators, "deployment");
    }

    static IsolationFixture of(int executors, int validators, String name) {
        List<RegisteredKey> keys = Stream.of(
                        names("e", executors).map(owner -> key(owner, Role.EXECUTOR)),
                        names("v", validators).map(owner -> key(owner, Role.VALIDATOR)),
                        Stream.of(key("root", Role.ROOT), key("client", Role.CLIENT), key("stray", Role.VALIDATOR)))
                .flatMap(some -> some)
                .toList();
        Genesis genesis = new Genesis(
                Hash.ZERO,
                "test",
                6,
                names("e", executors).map(ExecutorId::new).toList(),
                names("v", validators).map(ValidatorId::new).toList(),
                keys,
                1,
                Policy.defaults(new QuorumSpec(executors), List.of()),
                RulesVersion.LATEST);
        return new IsolationFixture(genesis, Hash.sha256(Bytes.utf8(name).array()));
    }

    private static Stream<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i);
    }

    static RegisteredKey key(String owner, Role role) {
        Hash publicKey = Hash.sha256(Bytes.utf8(owner).array());
        return new RegisteredKey(keyId(owner), role, owner, publicKey.bytes());
    }

    static KeyId keyId(String owner) {
        return new KeyId("ed25519:" + owner);
    }

    static KeySignature sign(String owner, byte[] message) {
        return new KeySignature(
                keyId(owner).value(),
                seal(Hash.sha256(Bytes.utf8(owner).array()).bytes(), message));
    }

    private static Bytes seal(Bytes publicKey, byte[] message) {
        return Hash.sha256(publicKey.array(), message).bytes();
    }

    IsolationPolicy policy() {
        return genesis.policy().isolation();
    }

    DecisionLogMachine machine() {
        return machine(policy());
    }

    DecisionLogMachine machine(IsolationPolicy policy) {
        Policy watched = genesis.policy().withIsolation(policy);
        return new DecisionLogMachine(
                new Genesis(
                        genesis.deployment(),
                        genesis.service(),
                        genesis.partitions(),
                        genesis.executors(),
                        genesis.validators(),
                        genesis.keys(),
                        genesis.rootThreshold(),
                        watched,
                        genesis.rulesVersion()),
                hash,
                VERIFIER);
    }

    ValidatorSet validatorSet() {
        return new ValidatorSet(genesis, VERIFIER);
    }

    DecisionChain chain() {
        return DecisionChain.of(genesis, hash);
    }

    static ExecutorId executor(int number) {
        return new ExecutorId("e" + number);
    }

    static MembershipEvent isolate(int executor) {
        return new MembershipEvent.Isolate(executor(executor), DeviationClass.WRONG);
    }

    static MembershipEvent down(int executor) {
        return new MembershipEvent.Down(executor(executor));
    }

    static MembershipEvent up(int executor) {
        return new MembershipEvent.Up(executor(executor));
    }

    IsolationProposal proposal(MembershipEvent event, long previousDecision) {
        return proposal(event, previousDecision, 0);
    }

    IsolationProposal proposal(MembershipEvent event, long previousDecision, int partition) {
        return new IsolationProposal(
                hash,
                event,
                new LogPosition(partition, 99),
                15_648_092,
                List.of(3L, 4L, 5L, 8L),
                LOG_ROOT,
                previousDecision);
    }

    RootMandate mandate(long number, Action action) {
        Bytes bytes = Bytes.utf8(action.toString());
        return new RootMandate(
                hash, number, action, bytes, List.of(sign("root", RootMandate.signedBytes(hash, number, bytes))));
    }

    DecisionLogRecord.Mandate wanted(long number, Action action) {
        return new DecisionLogRecord.Mandate(mandate(number, action));
    }

    static DecisionLogRecord.Endorsement endorsement(String validator, IsolationProposal proposal) {
        return new DecisionLogRecord.Endorsement(proposal, sign(validator, proposal.signedBytes()));
    }

    static DecisionLogRecord.Ratification ratification(String validator, OrderedDecision decision) {
        return new DecisionLogRecord.Ratification(decision.number(), sign(validator, decision.signedBytes()));
    }

    DecisionLogRecord.Rejoin rejoin(int executor, long isolation) {
        ExecutorId id = executor(executor);
        return new DecisionLogRecord.Rejoin(
                hash, id, isolation, sign(id.value(), DecisionLogRecord.Rejoin.signedBytes(hash, id, isolation)));
    }

    static CertifiedDecision certified(OrderedDecision decision, String... validators) {
        return new CertifiedDecision(
                decision,
                new QuorumCertificate(Arrays.stream(validators)
                        .map(validator -> sign(validator, decision.signedBytes()))
                        .toList()));
    }
}
