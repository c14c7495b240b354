package io.tribunal.audit.check;

import io.tribunal.audit.check.AdmissionReplay.Admitted;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.ballot.Comparison;
import io.tribunal.core.ballot.Confidence;
import io.tribunal.core.ballot.Difference;
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
 * One ballot counted again by the code that voters use, with what a bundle cannot hold taken as those say who were needed:
 * the state before, and whether a state root was due.
 */
final class BallotRecount {
    private final Ballot ballot;
    private Optional<Ballot.Equivocation> equivocation = Optional.empty();

    private BallotRecount(Ballot ballot) {
        this.ballot = ballot;
    }

    /** The ballot on a request after all those answers, and after its deadline. */
    static BallotRecount of(Admitted request, Genesis genesis, ExecutorId accused, List<VerifiedResponse> witnesses) {
        long withRoot = witnesses.stream()
                .filter(witness ->
                        !witness.proved().item().response().stateRoot().isEmpty())
                .map(VerifiedResponse::executor)
                .distinct()
                .count();
        BallotTerms open = terms(request, genesis, false);
        BallotTerms terms = withRoot >= open.needed() ? terms(request, genesis, true) : open;
        BallotRecount rehearing = new BallotRecount(new Ballot(terms, Optional.empty()));
        witnesses.forEach(witness -> rehearing.count(witness, accused));
        rehearing.conclude();
        return rehearing;
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

    /** A file knows no executor's behaviour state and no history: of several outputs with f + 1 votes, that with most. */
    private static Policy countable(Policy policy) {
        return policy.adjudication() == Adjudication.BEHAVIOUR_STATE
                ? policy.adjudicatedBy(Adjudication.WEIGHTED, Optional.empty())
                : policy;
    }

    private void count(VerifiedResponse witness, ExecutorId accused) {
        LoggedResponse response = new LoggedResponse(witness.executor(), witness.proved(), witness.offset());
        Optional<Ballot.Equivocation> proof = ballot.count(response, witness.offset());
        if (witness.executor().equals(accused)) {
            equivocation = equivocation.or(() -> proof);
        }
    }

    private void conclude() {
        if (ballot.isStateful()) {
            settle();
        }
        ballot.decide(Long.MAX_VALUE, new Confidence());
    }

    /** From the one state, if there is one, from which enough came to the same. */
    private void settle() {
        for (CountedResponse answer : ballot.answers().values()) {
            Bytes before = answer.response().preState();
            if (before.length() == Hash.LENGTH
                    && ballot.settle(new Hash(before)).isPresent()) {
                return;
            }
        }
    }

    /** Whether the answer changed the ballot: only then it is evidence. */
    boolean hasCounted(VerifiedResponse witness) {
        return ballot.counted().stream()
                .anyMatch(answer -> answer.offset() == witness.offset()
                        && answer.index() == witness.proved().index());
    }

    Ballot ballot() {
        return ballot;
    }

    /** Whether enough agreed on the state where there is one, and the ballot was decided. */
    boolean isDecided() {
        return ballot.decision().isPresent()
                && (!ballot.isStateful() || ballot.state().isPresent());
    }

    /** Whether enough agreed on the output too. */
    boolean isAgreed() {
        return isDecided() && ballot.decision().orElseThrow() instanceof Verdict.Agreed;
    }

    Optional<CountedResponse> answer(ExecutorId executor) {
        return Optional.ofNullable(ballot.answers().get(executor));
    }

    /** The two answers of the accused that nobody honest gives both. */
    Optional<Ballot.Equivocation> equivocation() {
        return equivocation;
    }

    /** What an answer is charged with. */
    Optional<Difference> charge(CountedResponse answer) {
        return Comparison.charged(ballot, answer)
                .filter(difference -> difference != Difference.UNDECIDED && difference != Difference.EQUIVOCATED);
    }

    /** Members with whom nothing is wrong, ascending. */
    List<CountedResponse> agreeing() {
        return ballot.answers().values().stream()
                .filter(answer -> Comparison.charged(ballot, answer)
                        .filter(difference -> difference != Difference.UNDECIDED)
                        .isEmpty())
                .toList();
    }

    /** What was agreed, as one hash: SHA-256(vote digest || postState || stateRoot), each where there is one. */
    Hash agreedHash() {
        byte[] vote = ballot.decision().orElse(null) instanceof Verdict.Agreed agreed
                ? agreed.voteDigest().array()
                : new byte[0];
        byte[] state = ballot.state().map(agreed -> agreed.postState().array()).orElseGet(() -> new byte[0]);
        byte[] root = ballot.state().map(agreed -> agreed.stateRoot().array()).orElseGet(() -> new byte[0]);
        return Hash.sha256(vote, state, root);
    }

    /** Response-log offset of the answer that completed the agreement, as far as the file knows. */
    OptionalLong agreedAt() {
        return agreeing().stream()
                .mapToLong(CountedResponse::offset)
                .sorted()
                .skip(ballot.terms().needed() - 1L)
                .findFirst();
    }
}
