package io.tribunal.ingest.check;

import io.tribunal.core.admission.ShardPartitioner;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Request;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.StrictJson;
import io.tribunal.core.policy.Limits;
import java.util.List;
import java.util.Optional;

/**
 * Re-derives a rejection of the client's own entry as far as the entry, genesis and control entries allow (PROTOCOL
 * 4): MALFORMED (accepted schema), WRONG_DEPLOYMENT, UNKNOWN_KEY, BAD_SIGNATURE (role and owner), WRONG_PARTITION,
 * EXPIRED and MALFORMED_BODY fully; SEQUENCE_JUMP, SEQUENCE_TOO_OLD and REPLAYED depend on the replay window of the whole
 * log and are refuted only when they are impossible. The client trusts its own signer and encoder.
 */
public final class RejectionCheck {
    private RejectionCheck() {}

    /** Whether admission takes an entry with a valid signature, unless its sequence is used, too old or far above the others. */
    public static boolean isAdmissible(Trust trust, SentEntry entry) {
        Request request = entry.request();
        return ownKey(trust, entry).filter(key -> maySign(key, request)).isPresent()
                && request.deployment().equals(trust.deployment())
                && !isMisplaced(trust, entry)
                && !isExpired(trust, entry)
                && isBodyCanonical(request);
    }

    static VerdictCheckResult check(Trust trust, SentEntry entry, Verdict.Rejected rejected) {
        Request request = entry.request();
        return switch (rejected.reason()) {
            case MALFORMED -> rederived(!trust.policy().accepts(entry.fingerprint()), rejected);
            case WRONG_DEPLOYMENT -> rederived(!request.deployment().equals(trust.deployment()), rejected);
            case UNKNOWN_KEY -> rederived(ownKey(trust, entry).isEmpty(), rejected);
            case BAD_SIGNATURE ->
                rederived(
                        !ownKey(trust, entry).map(key -> maySign(key, request)).orElse(true), rejected);
            case WRONG_PARTITION -> rederived(isMisplaced(trust, entry), rejected);
            case EXPIRED -> rederived(isExpired(trust, entry), rejected);
            case MALFORMED_BODY -> rederived(!isBodyCanonical(request), rejected);
            case SEQUENCE_JUMP -> possible(request.sequence() >= Limits.MAX_SEQUENCE_JUMP, rejected);
            case SEQUENCE_TOO_OLD ->
                possible(
                        tellsTooOld(trust)
                                && rejected.replayOf().isEmpty()
                                && request.sequence() <= Long.MAX_VALUE - Limits.REPLAY_WINDOW,
                        rejected);
            case REPLAYED ->
                possible(
                        rejected.replayOf()
                                .map(first -> first < entry.position().offset())
                                .orElse(!tellsTooOld(trust)),
                        rejected);
            case OUT_OF_ORDER, BAD_CERTIFICATE, INVALID_ACTION -> possible(false, rejected);
        };
    }

    private static boolean tellsTooOld(Trust trust) {
        return trust.genesis().rulesVersion().tellsTooOldFromReplayed();
    }

    private static Optional<RegisteredKey> ownKey(Trust trust, SentEntry entry) {
        return trust.registry().find(entry.keyId());
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

    private static boolean isExpired(Trust trust, SentEntry entry) {
        long notAfter = entry.request().notAfter();
        return entry.appendTime() > notAfter
                || notAfter - entry.appendTime() > trust.policy().timing().maxValidity();
    }

    private static boolean isBodyCanonical(Request request) {
        return !request.contentType().equals(Normalizer.JSON)
                || StrictJson.isCanonicalBody(request.body().array());
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
