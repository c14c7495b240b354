package io.tribunal.ingest.check;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.core.signature.SignatureVerifier;
import io.tribunal.ingest.check.VerdictCheckResult.Refutation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a verdict on the client's own entry without trusting the voter (PROTOCOL 5, what a client accepts). AGREED
 * holds only with f + 1 distinct executors whose signed responses name this entry and have this output and state, in
 * batches that count; the verdict's electorate and needed are ignored. Not safe for use by several threads.
 */
public final class VerdictChecker {
    private final ProofSource proofs;
    private final Optional<EntrySource> entries;
    private final VerifiedHeaders headers;
    private final RejectionCheck rejections;

    /** A checker that reads no business-log: what needs it is not proven. */
    public VerdictChecker(SignatureVerifier signatures, ProofSource proofs) {
        this(signatures, proofs, Optional.empty());
    }

    public VerdictChecker(SignatureVerifier signatures, ProofSource proofs, EntrySource entries) {
        this(signatures, proofs, Optional.of(entries));
    }

    private VerdictChecker(SignatureVerifier signatures, ProofSource proofs, Optional<EntrySource> entries) {
        this.proofs = proofs;
        this.entries = entries;
        this.headers = new VerifiedHeaders(signatures);
        this.rejections = new RejectionCheck(new EnvelopeVerifier(signatures), entries);
    }

    /** Whether more than the verdict itself, namely a log, must be read to check it; false for what does not hold anyway. */
    public static boolean needsLog(Trust trust, SentEntry entry, Verdict verdict) {
        return mayNeedLog(trust, entry, verdict)
                && !trust.history().isVoided(entry.position())
                && flawOfForm(trust, entry, verdict).isEmpty();
    }

    private static boolean mayNeedLog(Trust trust, SentEntry entry, Verdict verdict) {
        return switch (verdict.outcome()) {
            case Verdict.Agreed agreed ->
                !areEmbedded(verdict.supporters())
                        || !trust.history().voidsBefore(entry.position()).isEmpty();
            case Verdict.Rejected rejected ->
                rejected.reason() == Rejection.REPLAYED
                        && rejected.replayOf()
                                .filter(first -> first < entry.position().offset())
                                .isPresent();
            case Verdict.Split split -> SplitCheck.isPossible(trust, verdict);
            case Verdict.Overdue pending -> false;
        };
    }

    private static boolean areEmbedded(List<Verdict.Supporter> supporters) {
        for (Verdict.Supporter supporter : supporters) {
            if (supporter.certificate().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks a verdict on an entry of the client.
     *
     * @throws UnreadableException when a log that must be read cannot be read now
     */
    public VerdictCheckResult check(Trust trust, SentEntry entry, Verdict verdict) {
        Optional<VerdictCheckResult.Refuted> flaw = flawOfForm(trust, entry, verdict);
        if (flaw.isPresent()) {
            return flaw.get();
        }
        return switch (verdict.outcome()) {
            case Verdict.Agreed agreed -> checkAgreed(trust, entry, verdict.supporters(), agreed);
            case Verdict.Rejected rejected -> rejections.check(trust, entry, rejected);
            case Verdict.Split split -> checkSplit(trust, entry, verdict);
            case Verdict.Overdue pending -> new VerdictCheckResult.Unproven();
        };
    }

    /** What is wrong with a verdict whatever the logs hold. */
    private static Optional<VerdictCheckResult.Refuted> flawOfForm(Trust trust, SentEntry entry, Verdict verdict) {
        if (!verdict.position().equals(entry.position())) {
            return Optional.of(refuted(Refutation.OTHER_POSITION, "it decides " + verdict.position()));
        }
        if (!verdict.requestHash().equals(entry.valueHash())) {
            return Optional.of(refuted(Refutation.OTHER_REQUEST, "it names the hash of another entry"));
        }
        boolean overdue = verdict.outcome() instanceof Verdict.Overdue;
        if (verdict.isFinal() == overdue) {
            return Optional.of(refuted(Refutation.FINALITY, "OVERDUE alone is not final"));
        }
        return verdict.outcome() instanceof Verdict.Agreed agreed
                ? flawOfAgreed(trust, entry, verdict.supporters(), agreed)
                : Optional.empty();
    }

    private static Optional<VerdictCheckResult.Refuted> flawOfAgreed(
            Trust trust, SentEntry entry, List<Verdict.Supporter> supporters, Verdict.Agreed agreed) {
        if (trust.history().isVoided(entry.position())) {
            return Optional.of(refuted(Refutation.VOIDED, "a Void says that the entry had no effect"));
        }
        if (!agreed.voteDigest().equals(VoteDigest.of(agreed.status(), agreed.contentType(), agreed.output()))) {
            return Optional.of(refuted(Refutation.VOTE_DIGEST, "the vote digest is not that of the output"));
        }
        if (agreed.state().isPresent() != trust.policy().state().stateful()) {
            return Optional.of(
                    refuted(Refutation.STATE_PRESENCE, "a state must be there just when the service has one"));
        }
        long distinct = supporters.stream()
                .map(Verdict.Supporter::executorId)
                .distinct()
                .count();
        return distinct < trust.requiredSupporters()
                ? Optional.of(refuted(
                        Refutation.TOO_FEW_SUPPORTERS,
                        "it names " + distinct + " of " + trust.requiredSupporters() + " supporters"))
                : Optional.empty();
    }

    private VerdictCheckResult checkAgreed(
            Trust trust, SentEntry entry, List<Verdict.Supporter> supporters, Verdict.Agreed agreed) {
        if (entries.isEmpty() && !trust.history().voidsBefore(entry.position()).isEmpty()) {
            throw new UnreadableException("a Void may concern it, and business-log is not read", false);
        }
        SupporterCheck check = new SupporterCheck(
                agreed,
                proofCheck(trust, entry),
                trust.policy().profileOf(entry.request().operation()));
        return countSupport(trust, entry, supporters, check);
    }

    private ProofCheck proofCheck(Trust trust, SentEntry entry) {
        long countedFrom =
                entries.map(log -> log.countedFrom(trust, entry.position())).orElse(0L);
        return new ProofCheck(trust, entry, headers, countedFrom);
    }

    private VerdictCheckResult checkSplit(Trust trust, SentEntry entry, Verdict verdict) {
        if (trust.history().isVoided(entry.position())) {
            return new VerdictCheckResult.Proven(List.of());
        }
        boolean proven = entries.isPresent()
                && SplitCheck.isPossible(trust, verdict)
                && new SplitCheck(trust, entry, proofs, proofCheck(trust, entry)).isProven(verdict);
        return proven ? new VerdictCheckResult.Proven(List.of()) : new VerdictCheckResult.Unproven();
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

    private static VerdictCheckResult.Refuted refuted(Refutation reason, String detail) {
        return new VerdictCheckResult.Refuted(reason, detail);
    }
}
