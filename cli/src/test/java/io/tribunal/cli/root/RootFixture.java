package io.tribunal.cli.root;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.policy.QuorumSpec;
import io.tribunal.core.policy.RulesVersion;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.SigningKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules of a deployment with three owners of ROOT keys, of whom two must sign, three validators and one client. */
final class RootFixture {
    final Map<String, SigningKey> keys = new TreeMap<>();
    private final Genesis genesis;
    private DecisionChain chain;

    RootFixture() {
        List<RegisteredKey> registered = Stream.of(
                        Stream.of("alice", "bob", "carol").map(owner -> key(Role.ROOT, owner)),
                        Stream.of("v1", "v2", "v3").map(owner -> key(Role.VALIDATOR, owner)),
                        Stream.of("e1", "e2", "e3").map(owner -> key(Role.EXECUTOR, owner)),
                        Stream.of(key(Role.CLIENT, "client")))
                .flatMap(some -> some)
                .sorted(Comparator.comparing(RegisteredKey::keyId))
                .toList();
        genesis = new Genesis(
                Hash.ZERO,
                "test",
                2,
                Stream.of("e1", "e2", "e3").map(ExecutorId::new).toList(),
                Stream.of("v1", "v2", "v3").map(ValidatorId::new).toList(),
                registered,
                2,
                Policy.defaults(new QuorumSpec(3), PayloadCodec.fingerprints()),
                RulesVersion.LATEST);
        chain = DecisionChain.of(genesis, PayloadCodec.genesisHash(genesis));
    }

    private RegisteredKey key(Role role, String owner) {
        return registered(keys.computeIfAbsent(owner, name -> SigningKey.generate()), role, owner);
    }

    static RegisteredKey registered(SigningKey key, Role role, String owner) {
        return new RegisteredKey(key.keyId(), role, owner, key.publicKey());
    }

    SigningKey key(String owner) {
        return keys.get(owner);
    }

    KeyId keyId(String owner) {
        return key(owner).keyId();
    }

    RulesInForce rules() {
        return new RulesInForce(genesis, chain);
    }

    Policy policy() {
        return chain.policy();
    }

    /** Applies an action as the next decision, whoever signed it. */
    void apply(Action action) {
        RootMandate mandate = new RootMandate(
                chain.deployment(), chain.mandates() + 1, action, PayloadCodec.encodeAction(action), List.of());
        chain = chain.after(rules().next(mandate)).orElseThrow();
    }

    /** A proposal of the rules in force, signed by these owners. */
    Proposal proposal(Action action, String... owners) {
        Proposal proposal = rules().propose(action, List.of("a remark"));
        for (String owner : owners) {
            proposal = proposal.signedBy(key(owner));
        }
        return proposal;
    }
}
