package io.tribunal.audit.check;

import io.tribunal.audit.check.AdmissionReplay.Admitted;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.ballot.Comparison;
import io.tribunal.core.ballot.Confidence;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.ResponseContents;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.policy.Adjudication;
import io.tribunal.core.policy.Policy;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Counts one ballot again with the voters' code. A bundle does not hold the state before the request or whether a state
 * root was due; both are taken from the quorum's own answers.
 */
final class BallotRecount {
    private final Ballot ballot;
    private Optional<Ballot.Equivocation> equivocation = Optional.empty();

    private BallotRecount(Ballot ballot) {
        this.ballot = ballot;
    }

    /** Counts these responses to a request, then closes the ballot as after its deadline. */
    static BallotRecount of(Admitted request, Genesis genesis, ExecutorId suspect, List<VerifiedResponse> responses) {
        long withRoot = responses.stream()
                .filter(verified -> !verified.response().stateRoot().isEmpty())
                .map(VerifiedResponse::executor)
                .distinct()
                .count();
        BallotTerms open = terms(request, genesis, false);
        BallotTerms terms = withRoot >= open.needed() ? terms(request, genesis, true) : open;
        BallotRecount recount = new BallotRecount(new Ballot(terms, Optional.empty(), ResponseContents.unlimited()));
        responses.forEach(response -> recount.count(response, suspect));
        recount.close();
        return recount;
    }

    private static BallotTerms terms(Admitted request, Genesis genesis, boolean rootDue) {
        return new BallotTerms(
                request.record().position(),
                request.record().valueHash(),
                request.request().requestId(),
                request.request().clientId(),
                request.request().operation(),
                countable(request.chain().policy()),
                request.chain().membership().active(),
                Collections.unmodifiableSortedSet(new TreeSet<>()),
                0,
                rootDue ? Optional.of(Hash.ZERO) : Optional.empty(),
                genesis.executorQuorum().oneHonest());
    }

    /**
     * A bundle holds neither behaviour states nor confidence, so of several outputs with f + 1 votes the one with the
     * most votes wins.
     */
    private static Policy countable(Policy policy) {
        return policy.voting().adjudication() == Adjudication.BEHAVIOUR_STATE
                ? policy.withAdjudication(Adjudication.WEIGHTED, Optional.empty())
                : policy;
    }

    private void count(VerifiedResponse response, ExecutorId suspect) {
        LoggedResponse logged = new LoggedResponse(response.executor(), response.proved(), response.offset());
        Optional<Ballot.Equivocation> proof = ballot.count(logged, response.offset());
        if (response.executor().equals(suspect)) {
            equivocation = equivocation.or(() -> proof);
        }
    }

    private void close() {
        if (ballot.isStateful()) {
            settle();
        }
        ballot.decide(Long.MAX_VALUE, new Confidence());
    }

    /** Settles on the previous state from which enough executors reached the same next state, if there is one. */
    private void settle() {
        for (CountedResponse answer : ballot.answers().values()) {
            Bytes before = answer.preState();
            if (before.length() == Hash.LENGTH
                    && ballot.settle(new Hash(before)).isPresent()) {
                return;
            }
        }
    }

    /** Whether the ballot counted the response. */
    boolean hasCounted(VerifiedResponse response) {
        return ballot.counted().stream()
                .anyMatch(answer -> answer.offset() == response.offset()
                        && answer.index() == response.proved().index());
    }

    Ballot ballot() {
        return ballot;
    }

    /** Whether the ballot is decided and, for a stateful service, enough executors agreed on the state. */
    boolean isDecided() {
        return ballot.decision().isPresent()
                && (!ballot.isStateful() || ballot.state().isPresent());
    }

    /** Whether enough executors also agreed on the output. */
    boolean isAgreed() {
        return isDecided() && ballot.decision().orElseThrow() instanceof Verdict.Agreed;
    }

    Optional<CountedResponse> answer(ExecutorId executor) {
        return Optional.ofNullable(ballot.answers().get(executor));
    }

    /** The suspect's two contradicting answers; an honest executor gives at most one of them. */
    Optional<Ballot.Equivocation> equivocation() {
        return equivocation;
    }

    /** The difference that counts as a deviation of this answer; empty when it agrees. */
    Optional<Difference> deviation(CountedResponse answer) {
        return Comparison.charged(ballot, answer)
                .filter(difference -> difference != Difference.UNDECIDED && difference != Difference.EQUIVOCATED);
    }

    /** The answers without a difference, ascending by executor. */
    List<CountedResponse> agreeing() {
        return ballot.answers().values().stream()
                .filter(answer -> Comparison.charged(ballot, answer)
                        .filter(difference -> difference != Difference.UNDECIDED)
                        .isEmpty())
                .toList();
    }

    /** The agreement as one hash: SHA-256(vote digest || postState || stateRoot), each where there is one. */
    Hash agreedHash() {
        byte[] vote = ballot.decision().orElse(null) instanceof Verdict.Agreed agreed
                ? agreed.voteDigest().array()
                : new byte[0];
        byte[] state = ballot.state().map(agreed -> agreed.postState().array()).orElseGet(() -> new byte[0]);
        byte[] root = ballot.state().map(agreed -> agreed.stateRoot().array()).orElseGet(() -> new byte[0]);
        return Hash.sha256(vote, state, root);
    }

    /** Response-log offset of the answer that completed the agreement, by the offsets in the bundle. */
    OptionalLong agreedAt() {
        return agreeing().stream()
                .mapToLong(CountedResponse::offset)
                .sorted()
                .skip(ballot.terms().needed() - 1L)
                .findFirst();
    }
}
