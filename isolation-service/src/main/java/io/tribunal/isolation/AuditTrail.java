package io.tribunal.isolation;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.ValidatorSet;
import io.tribunal.core.isolation.DecisionChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** isolation-audit as far as it was read: every decision once, in order, each with its certificate. What is anything else counts as nothing. */
final class AuditTrail {
    private final ValidatorSet bench;
    private final List<Hash> decisions = new ArrayList<>();
    private DecisionChain chain;

    /**
     * A trail that has not been read yet.
     *
     * @param beginning before the first decision
     */
    AuditTrail(DecisionChain beginning, ValidatorSet bench) {
        this.chain = beginning;
        this.bench = bench;
    }

    /** Takes the next record; what is wrong with it, if it cannot be heeded. A repeat is nothing wrong. */
    Optional<String> read(DecisionRecord record) {
        if (record.decision().isEmpty()) {
            return Optional.of(record.detail());
        }
        CertifiedDecision decision = record.decision().get();
        return chain.check(decision, bench)
                .map(objection -> objection.reason() == Rejection.REPLAYED && isKnown(decision)
                        ? Optional.<String>empty()
                        : Optional.of(objection.reason() + ": " + objection.detail()))
                .orElseGet(() -> heed(decision));
    }

    private boolean isKnown(CertifiedDecision decision) {
        long number = decision.decision().number();
        return number >= 1
                && decisions
                        .get(Math.toIntExact(number - 1))
                        .equals(decision.decision().hash());
    }

    private Optional<String> heed(CertifiedDecision decision) {
        chain = chain.after(decision.decision()).orElseThrow();
        decisions.add(decision.decision().hash());
        return Optional.empty();
    }

    /** How many decisions it holds without a gap. */
    long audited() {
        return decisions.size();
    }
}
