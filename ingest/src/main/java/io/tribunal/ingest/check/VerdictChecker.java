package io.tribunal.ingest.check;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.ingest.check.VerdictCheckResult.Refutation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a verdict on the client's own entry without trusting the voter (PROTOCOL 5, what a client accepts). AGREED
 * holds only with f + 1 distinct executors whose signed responses name this entry and have this output and state; the
 * verdict's electorate and needed are ignored. Not safe for use by several threads.
 */
public final class VerdictChecker {
    private final ProofSource proofs;
    private final VerifiedHeaders headers;

    public VerdictChecker(SignatureVerifier signatures, ProofSource proofs) {
        this.proofs = proofs;
        this.headers = new VerifiedHeaders(signatures);
    }

    public VerdictCheckResult check(Trust trust, SentEntry entry, Verdict verdict) {
        if (!verdict.position().equals(entry.position())) {
            return refuted(Refutation.OTHER_POSITION, "it decides " + verdict.position());
        }
        if (!verdict.requestHash().equals(entry.valueHash())) {
            return refuted(Refutation.OTHER_REQUEST, "it names the hash of another entry");
        }
        boolean overdue = verdict.outcome() instanceof Verdict.Overdue;
        if (verdict.isFinal() == overdue) {
            return refuted(Refutation.FINALITY, "OVERDUE alone is not final");
        }
        return switch (verdict.outcome()) {
            case Verdict.Agreed agreed -> checkAgreed(trust, entry, verdict.supporters(), agreed);
            case Verdict.Rejected rejected -> RejectionCheck.check(trust, entry, rejected);
            case Verdict.Split split -> new VerdictCheckResult.Unproven();
            case Verdict.Overdue pending -> new VerdictCheckResult.Unproven();
        };
    }

    private VerdictCheckResult checkAgreed(
            Trust trust, SentEntry entry, List<Verdict.Supporter> supporters, Verdict.Agreed agreed) {
        if (!agreed.voteDigest().equals(VoteDigest.of(agreed.status(), agreed.contentType(), agreed.output()))) {
            return refuted(Refutation.VOTE_DIGEST, "the vote digest is not that of the output");
        }
        if (agreed.state().isPresent() != trust.policy().state().stateful()) {
            return refuted(Refutation.STATE_PRESENCE, "a state must be there just when the service has one");
        }
        return countSupport(trust, entry, supporters, new SupporterCheck(trust, entry, agreed, headers));
    }

    private VerdictCheckResult countSupport(
            Trust trust, SentEntry entry, List<Verdict.Supporter> supporters, SupporterCheck check) {
        Set<ExecutorId> tried = new HashSet<>();
        List<ExecutorId> verified = new ArrayList<>();
        StringBuilder flaws = new StringBuilder();
        for (Verdict.Supporter supporter : supporters) {
            ExecutorId executor = supporter.executorId();
            if (verified.size() == trust.requiredSupporters()
                    || !trust.genesis().executors().contains(executor)
                    || !tried.add(executor)) {
                continue;
            }
            flaw(entry, supporter, check)
                    .ifPresentOrElse(
                            flaw -> flaws.append("; ")
                                    .append(executor)
                                    .append(": ")
                                    .append(flaw),
                            () -> verified.add(executor));
        }
        if (verified.size() == trust.requiredSupporters()) {
            return new VerdictCheckResult.Proven(verified);
        }
        return refuted(
                Refutation.TOO_FEW_SUPPORTERS,
                verified.size() + " of " + trust.requiredSupporters() + " supporters hold" + flaws);
    }

    private Optional<String> flaw(SentEntry entry, Verdict.Supporter supporter, SupporterCheck check) {
        Optional<ResponseProof> proof = proofs.proofOf(entry.position().partition(), supporter);
        return proof.isEmpty() ? Optional.of("its response cannot be read") : check.flaw(supporter, proof.get());
    }

    private static VerdictCheckResult refuted(Refutation reason, String detail) {
        return new VerdictCheckResult.Refuted(reason, detail);
    }
}
