package io.tribunal.ingest;

import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.isolation.CertificateViolation;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.ingest.check.CertifiedVoid;
import io.tribunal.ingest.check.RulesHistory;
import io.tribunal.ingest.check.Trust;
import io.tribunal.kafka.rules.RuleRecord;
import io.tribunal.schemas.codec.GenesisKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Folds the topic of rules: the genesis of the deployment, and the certified decisions in the order of their numbers,
 * whatever order they are read in. Each is checked by the rules that executors use; what does not hold is ignored. A
 * limit: executors' keys and policy are those of the last decision read, not those at the position of each verdict, so a
 * verdict close to a change can be checked against the keys before or after it.
 *
 * <p>One thread calls {@link #read} and {@link #begin}; any thread may read {@link #trust}.
 */
final class RegistryFollower {
    private record State(Genesis genesis, ValidatorSet validators, DecisionChain chain, RulesHistory history) {
        State after(OrderedDecision decision) {
            DecisionChain next = chain.after(decision).orElseThrow();
            return new State(genesis, validators, next, historyAfter(decision));
        }

        private RulesHistory historyAfter(OrderedDecision decision) {
            if (!(decision.subject() instanceof RootMandate mandate)) {
                return history;
            }
            return switch (mandate.action()) {
                case Action.VoidState entry ->
                    history.with(new CertifiedVoid(
                            decision.number(), new LogPosition(entry.partition(), entry.businessOffset())));
                case Action.RegisterKey ignored -> history.replaced(rules());
                case Action.RevokeKey ignored -> history.replaced(rules());
                case Action.ChangePolicy ignored -> history.replaced(rules());
            };
        }

        private RulesHistory.Rules rules() {
            return new RulesHistory.Rules(chain.registry(), chain.policy());
        }
    }

    private final Hash deployment;
    private final SignatureVerifier signatures;
    private final Consumer<String> onIgnored;
    private final WaitingDecisions waiting = new WaitingDecisions();
    private final List<Hash> applied = new ArrayList<>();
    private volatile @Nullable State state;

    /**
     * A follower that has read nothing.
     *
     * @param deployment SHA-256 of the genesis payload: no other genesis is accepted
     * @param onIgnored called with the reason, for people, for each record that does not hold
     */
    RegistryFollower(Hash deployment, SignatureVerifier signatures, Consumer<String> onIgnored) {
        this.deployment = deployment;
        this.signatures = signatures;
        this.onIgnored = onIgnored;
    }

    /**
     * Applies what the next record of the topic makes possible.
     *
     * @param bytes length of the record's value
     * @throws UntrustedDeploymentException when the genesis of the deployment cannot be used
     */
    void read(RuleRecord record, int bytes) {
        switch (record) {
            case RuleRecord.Unusable unusable -> onIgnored.accept(unusable.reason());
            case RuleRecord.TopicList ignored -> {}
            case RuleRecord.GenesisRule rule -> readGenesis(rule);
            case RuleRecord.DecisionRule rule -> readDecision(rule.certified(), bytes);
        }
    }

    private void readGenesis(RuleRecord.GenesisRule rule) {
        if (!rule.deployment().equals(deployment)) {
            onIgnored.accept("it is the genesis of deployment " + rule.deployment());
        } else if (state == null) {
            begin(validated(rule.genesis()));
        }
    }

    private static Genesis validated(Genesis genesis) {
        if (!GenesisKeys.areValid(genesis)) {
            throw new UntrustedDeploymentException("genesis registers a public key that is none");
        }
        return genesis;
    }

    /** Begins with the genesis of the deployment; a repeat changes nothing. */
    void begin(Genesis genesis) {
        if (state == null) {
            State first = new State(genesis, new ValidatorSet(genesis, signatures), chain(genesis), RulesHistory.NONE);
            state = first;
            applyWaiting(first);
        }
    }

    private DecisionChain chain(Genesis genesis) {
        try {
            return DecisionChain.of(genesis, deployment);
        } catch (IllegalArgumentException unusable) {
            throw new UntrustedDeploymentException(String.valueOf(unusable.getMessage()));
        }
    }

    private void readDecision(CertifiedDecision certified, int bytes) {
        OrderedDecision decision = certified.decision();
        State now = state;
        if (decision.number() <= applied.size()) {
            requireSame(decision);
        } else if (now == null || decision.number() > applied.size() + 1) {
            waiting.add(certified, bytes);
        } else {
            apply(certified, now).ifPresent(this::applyWaiting);
        }
    }

    private void requireSame(OrderedDecision decision) {
        if (!applied.get(Math.toIntExact(decision.number() - 1)).equals(decision.hash())) {
            onIgnored.accept("another decision " + decision.number() + " is in force");
        }
    }

    private void applyWaiting(State from) {
        Optional<State> now = Optional.of(from);
        while (now.isPresent()) {
            State before = now.get();
            now = waiting.take(applied.size() + 1L).flatMap(next -> apply(next, before));
        }
    }

    /** The state with the decision applied; empty when it does not hold. */
    private Optional<State> apply(CertifiedDecision certified, State now) {
        Optional<CertificateViolation> violation = now.chain().check(certified, now.validators());
        if (violation.isPresent()) {
            onIgnored.accept(violation.get().reason() + ": " + violation.get().words());
            return Optional.empty();
        }
        State next = now.after(certified.decision());
        applied.add(certified.decision().hash());
        state = next;
        return Optional.of(next);
    }

    /** Whether a decision that did not fit into memory could be applied soon: the topic is to be read again. */
    boolean wantsToReadAgain() {
        return waiting.takeOverflow(applied.size());
    }

    boolean hasGenesis() {
        return state != null;
    }

    /**
     * The genesis, keys and policy as of the last decision.
     *
     * @throws UntrustedDeploymentException before genesis was read
     */
    Trust trust() {
        State now = opened();
        return new Trust(
                deployment, now.genesis(), now.chain().registry(), now.chain().policy(), now.history());
    }

    private State opened() {
        State now = state;
        if (now == null) {
            throw new UntrustedDeploymentException("no genesis of deployment " + deployment + " has been read yet");
        }
        return now;
    }
}
