package io.tribunal.ingest.check;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.StrictJson;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.signature.EnvelopeVerifier;
import io.tribunal.ingest.check.RulesHistory.Rules;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Re-derives a rejection of the client's own entry (PROTOCOL 4): MALFORMED (accepted schema), WRONG_DEPLOYMENT,
 * UNKNOWN_KEY, BAD_SIGNATURE (role and owner), WRONG_PARTITION, EXPIRED and MALFORMED_BODY from the entry and the rules;
 * REPLAYED from the entry that it names. What depends on keys or policy is proven when it holds under all that were ever in
 * force, refuted when under none, since the client does not know which of them were in force at the entry. SEQUENCE_JUMP and
 * SEQUENCE_TOO_OLD depend on the replay window of the whole log and are refuted only when they are impossible. The client
 * trusts its own signer and encoder.
 */
public final class RejectionCheck {
    private final EnvelopeVerifier envelopes;
    private final Optional<EntrySource> entries;

    RejectionCheck(EnvelopeVerifier envelopes, Optional<EntrySource> entries) {
        this.envelopes = envelopes;
        this.entries = entries;
    }

    /** Whether admission takes an entry with a valid signature, unless its sequence is used, too old or far above the others. */
    public static boolean isAdmissible(Trust trust, SentEntry entry) {
        return isAdmissible(trust, new Rules(trust.registry(), trust.policy()), entry);
    }

    private static boolean isAdmissible(Trust trust, Rules rules, SentEntry entry) {
        Request request = entry.request();
        return ownKey(rules, entry).filter(key -> maySign(key, request)).isPresent()
                && request.deployment().equals(trust.deployment())
                && !isMisplaced(trust, entry)
                && !isExpired(rules, entry)
                && isBodyCanonical(request);
    }

    VerdictCheckResult check(Trust trust, SentEntry entry, Verdict.Rejected rejected) {
        Request request = entry.request();
        return switch (rejected.reason()) {
            case MALFORMED -> underRules(trust, rules -> !rules.policy().accepts(entry.fingerprint()), rejected);
            case WRONG_DEPLOYMENT -> rederived(!request.deployment().equals(trust.deployment()), rejected);
            case UNKNOWN_KEY -> underRules(trust, rules -> ownKey(rules, entry).isEmpty(), rejected);
            case BAD_SIGNATURE ->
                underRules(
                        trust,
                        rules -> !ownKey(rules, entry)
                                .map(key -> maySign(key, request))
                                .orElse(true),
                        rejected);
            case WRONG_PARTITION -> rederived(isMisplaced(trust, entry), rejected);
            case EXPIRED -> underRules(trust, rules -> isExpired(rules, entry), rejected);
            case MALFORMED_BODY -> rederived(!isBodyCanonical(request), rejected);
            case SEQUENCE_JUMP -> possible(request.sequence() >= Limits.MAX_SEQUENCE_JUMP, rejected);
            case SEQUENCE_TOO_OLD ->
                possible(
                        tellsTooOld(trust)
                                && rejected.replayOf().isEmpty()
                                && request.sequence() <= Long.MAX_VALUE - Limits.REPLAY_WINDOW,
                        rejected);
            case REPLAYED ->
                rejected.replayOf()
                        .map(first -> checkReplay(trust, entry, first, rejected))
                        .orElseGet(() -> possible(!tellsTooOld(trust), rejected));
            case OUT_OF_ORDER, BAD_CERTIFICATE, INVALID_ACTION -> possible(false, rejected);
        };
    }

    private static boolean tellsTooOld(Trust trust) {
        return trust.genesis().rulesVersion().tellsTooOldFromReplayed();
    }

    /** The entry that is said to have used the sequence is read: it must be of the same key and sequence, and admissible. */
    private VerdictCheckResult checkReplay(Trust trust, SentEntry entry, long first, Verdict.Rejected rejected) {
        if (first >= entry.position().offset()) {
            return refuted(rejected);
        }
        if (entries.isEmpty()) {
            return new VerdictCheckResult.Unproven();
        }
        Optional<SentEntry> used = entries.get()
                .entryAt(new LogPosition(entry.position().partition(), first))
                .flatMap(record -> sameSequence(trust, entry, record));
        return used.isEmpty()
                ? refuted(rejected)
                : underRules(trust, rules -> isAdmissible(trust, rules, used.get()), rejected);
    }

    private Optional<SentEntry> sameSequence(Trust trust, SentEntry entry, BusinessRecord record) {
        return record.content() instanceof BusinessRecord.Entry other
                        && other.payload() instanceof Request request
                        && other.envelope().keyId().equals(entry.keyId().value())
                        && request.sequence() == entry.request().sequence()
                        && isSigned(trust, entry, other)
                ? Optional.of(new SentEntry(
                        request,
                        entry.keyId(),
                        record.valueHash(),
                        other.fingerprint(),
                        record.position(),
                        record.appendTime()))
                : Optional.empty();
    }

    private boolean isSigned(Trust trust, SentEntry entry, BusinessRecord.Entry other) {
        for (Rules rules : trust.everInForce()) {
            Optional<RegisteredKey> key = ownKey(rules, entry);
            if (key.isPresent()) {
                return envelopes.isSignedBy(key.get(), other.envelope());
            }
        }
        return false;
    }

    private static Optional<RegisteredKey> ownKey(Rules rules, SentEntry entry) {
        return rules.registry().find(entry.keyId());
    }

    private static boolean maySign(RegisteredKey key, Request request) {
        return key.role() == Role.CLIENT
                && key.owner().equals(request.clientId().value());
    }

    private static boolean isMisplaced(Trust trust, SentEntry entry) {
        int home = ShardPartitioner.partitionOf(
                entry.request().shardKey(), trust.genesis().partitions());
        return home != entry.position().partition();
    }

    private static boolean isExpired(Rules rules, SentEntry entry) {
        long notAfter = entry.request().notAfter();
        return entry.appendTime() > notAfter
                || notAfter - entry.appendTime() > rules.policy().timing().maxValidity();
    }

    private static boolean isBodyCanonical(Request request) {
        return !request.contentType().equals(Normalizer.JSON)
                || StrictJson.isCanonicalBody(request.body().array());
    }

    private static VerdictCheckResult underRules(Trust trust, Predicate<Rules> reason, Verdict.Rejected rejected) {
        List<Rules> all = trust.everInForce();
        long holds = all.stream().filter(reason).count();
        return holds > 0 && holds < all.size() ? new VerdictCheckResult.Unproven() : rederived(holds > 0, rejected);
    }

    private static VerdictCheckResult rederived(boolean same, Verdict.Rejected rejected) {
        return same ? new VerdictCheckResult.Proven(List.of()) : refuted(rejected);
    }

    private static VerdictCheckResult possible(boolean possible, Verdict.Rejected rejected) {
        return possible ? new VerdictCheckResult.Unproven() : refuted(rejected);
    }

    private static VerdictCheckResult refuted(Verdict.Rejected rejected) {
        return new VerdictCheckResult.Refuted(
                VerdictCheckResult.Refutation.FALSE_REJECTION,
                "the client's own check does not find " + rejected.reason());
    }
}
