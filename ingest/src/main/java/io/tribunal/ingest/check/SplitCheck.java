package io.tribunal.ingest.check;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.normalize.VoteDigest;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.NormalizationProfile;
import io.tribunal.core.policy.QuorumSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves SPLIT by the signed answers that the verdict names. It needs so many answers from one state that honest executors
 * alone have agreed on that state; of these, more than f must differ from the largest group of equal ones, so that honest
 * executors differ; and no group may become large enough with the answers that are not shown. Up to f liars and a voter
 * cannot make that up. Where outputs may rightly differ (BEHAVIOUR_STATE), nothing is proved.
 */
final class SplitCheck {
    private final Trust trust;
    private final ProofSource proofs;
    private final ProofCheck check;
    private final NormalizationProfile profile;

    SplitCheck(Trust trust, SentEntry entry, ProofSource proofs, ProofCheck check) {
        this.trust = trust;
        this.proofs = proofs;
        this.check = check;
        this.profile = trust.policy().profileOf(entry.request().operation());
    }

    /** Whether the verdict names enough answers to prove anything. */
    static boolean isPossible(Trust trust, Verdict verdict) {
        return trust.policy().voting().adjudication() != Adjudication.BEHAVIOUR_STATE
                && verdict.dissenters().size()
                        > trust.genesis().executorQuorum().faulty();
    }

    /** What an answer votes for; of one that does not normalize, who gave it: it is like no other. */
    private sealed interface Vote {
        record Valid(Hash output, Bytes postState, Bytes stateRoot) implements Vote {}

        record Invalid(ExecutorId executor) implements Vote {}
    }

    boolean isProven(Verdict verdict) {
        Map<Bytes, Map<Vote, Integer>> byState = new HashMap<>();
        Set<ExecutorId> tried = new HashSet<>();
        for (Verdict.Dissenter dissenter : verdict.dissenters()) {
            ExecutorId executor = dissenter.executorId();
            if (trust.genesis().executors().contains(executor) && tried.add(executor)) {
                answer(verdict.position().partition(), dissenter)
                        .ifPresent(answer -> byState.computeIfAbsent(answer.preState(), before -> new HashMap<>())
                                .merge(vote(executor, answer), 1, Integer::sum));
            }
        }
        return byState.values().stream().anyMatch(votes -> excludesAgreement(votes.values()));
    }

    /** @param groups sizes of the groups of equal answers from one state */
    private boolean excludesAgreement(Collection<Integer> groups) {
        int shown = groups.stream().mapToInt(size -> size).sum();
        int largest = groups.stream().mapToInt(size -> size).max().orElse(0);
        QuorumSpec quorum = trust.genesis().executorQuorum();
        int unseen = quorum.members() - shown;
        return shown - quorum.faulty() >= QuorumSpec.majority(quorum.members(), trust.requiredSupporters())
                && shown - largest > quorum.faulty()
                && largest + unseen < publishable(quorum.members());
    }

    /** The least number of equal answers that can be AGREED. */
    private int publishable(int executors) {
        int floor = trust.requiredSupporters();
        return switch (trust.policy().voting().adjudication()) {
            case EXACT_MAJORITY -> QuorumSpec.majority(executors, floor);
            case UNANIMOUS -> Math.max(executors, floor);
            case WEIGHTED -> floor;
            case BEHAVIOUR_STATE -> 0;
        };
    }

    private Optional<Response> answer(int partition, Verdict.Dissenter dissenter) {
        Verdict.Supporter named = new Verdict.Supporter(
                dissenter.executorId(),
                dissenter.responseOffset(),
                dissenter.index(),
                dissenter.responseHash(),
                Optional.empty());
        return proofs.proofOf(partition, named)
                .filter(proof -> check.flaw(named.executorId(), named.index(), named.responseHash(), proof)
                        .isEmpty())
                .map(ResponseProof::response);
    }

    private Vote vote(ExecutorId executor, Response response) {
        return Normalizer.normalize(response.contentType(), response.output(), profile)
                .map(output -> VoteDigest.of(response.status(), response.contentType(), output))
                .<Vote>map(digest -> new Vote.Valid(digest, response.postState(), response.stateRoot()))
                .orElseGet(() -> new Vote.Invalid(executor));
    }
}
