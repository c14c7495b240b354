package io.tribunal.isolation.repair;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.isolation.CertificateViolation;
import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.isolation.ValidatorSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * isolation-audit as far as it was read: every decision once, in order, with a valid certificate. Other records are
 * ignored.
 */
public final class AuditTrail {
    private final ValidatorSet validators;
    private final List<Hash> decisions = new ArrayList<>();
    private DecisionChain chain;

    /**
     * A trail of which nothing has been read.
     *
     * @param genesis the chain before the first decision
     */
    public AuditTrail(DecisionChain genesis, ValidatorSet validators) {
        this.chain = genesis;
        this.validators = validators;
    }

    /** Reads the next record. Returns why it is ignored, if it is; duplicates are ignored without a reason. */
    public Optional<String> read(DecisionRecord record) {
        if (record.decision().isEmpty()) {
            return Optional.of(record.detail());
        }
        CertifiedDecision decision = record.decision().get();
        Optional<CertificateViolation> violation = chain.check(decision, validators);
        if (violation.isPresent()) {
            return isDuplicate(decision, violation.get()) ? Optional.empty() : violation.map(AuditTrail::text);
        }
        chain = chain.after(decision.decision()).orElseThrow();
        decisions.add(decision.decision().hash());
        return Optional.empty();
    }

    private boolean isDuplicate(CertifiedDecision decision, CertificateViolation violation) {
        long number = decision.decision().number();
        return violation.reason() == Rejection.REPLAYED
                && number >= 1
                && decisions
                        .get(Math.toIntExact(number - 1))
                        .equals(decision.decision().hash());
    }

    private static String text(CertificateViolation violation) {
        return violation.reason() + ": " + violation.words();
    }

    /** The number of decisions that it holds without a gap. */
    public long audited() {
        return decisions.size();
    }
}
