package io.tribunal.core.ballot;

import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.behaviour.Learned;
import io.tribunal.core.behaviour.Round;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.policy.Adjudication;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request under vote (PROTOCOL 5). State and output are agreed apart: the state as soon as enough answers
 * that start from the agreed state share what they make of it, the output among those. Knows no other ballot: whoever
 * keeps the order tells it the state that it starts from.
 */
public final class Ballot {
    private final Optional<Round> round;
    private BallotTerms terms;
    private Assessor assessor;
    private final SortedMap<ExecutorId, CountedResponse> answers = new TreeMap<>();
    private final SortedMap<ExecutorId, CountedResponse> watched = new TreeMap<>();
    private final SortedSet<ExecutorId> equivocators = new TreeSet<>();
    private final List<CountedResponse> counted = new ArrayList<>();
    private long countedFrom;
    private @Nullable Hash before;
    private @Nullable AgreedState state;
    private boolean overdue;
    private boolean voided;
    private Verdict.@Nullable Outcome decision;
    private long decidedAt;

    /**
     * A ballot that nobody has answered yet.
     *
     * @param round its round of the behaviour model, if the policy has one
     */
    public Ballot(BallotTerms terms, Optional<Round> round) {
        this.terms = terms;
        this.round = round;
        this.assessor = new Assessor(terms);
    }

    /** A ballot as it stood when its marks were taken; its answers are to be counted again, in their order. */
    public Ballot(BallotTerms terms, Optional<Round> round, Marks marks) {
        this(terms, round);
        countedFrom = marks.countedFrom();
        overdue = marks.overdue();
        voided = marks.voided();
        before = marks.before().orElse(null);
        state = marks.state().orElse(null);
        decision = marks.decision().orElse(null);
        decidedAt = marks.decidedAt();
    }

    /**
     * What a ballot has become beside its answers.
     *
     * @param countedFrom business offset that a batch must have handled to count; 0 unless restarted
     * @param decidedAt elapsed ms of the final decision, 0 before
     */
    public record Marks(
            long countedFrom,
            boolean overdue,
            boolean voided,
            Optional<Hash> before,
            Optional<AgreedState> state,
            Optional<Verdict.Outcome> decision,
            long decidedAt) {}

    public Marks marks() {
        return new Marks(
                countedFrom,
                overdue,
                voided,
                Optional.ofNullable(before),
                Optional.ofNullable(state),
                Optional.ofNullable(decision),
                decidedAt);
    }

    public BallotTerms terms() {
        return terms;
    }

    public long offset() {
        return terms.position().offset();
    }

    public boolean isStateful() {
        return terms.policy().state().stateful();
    }

    /**
     * Counts a response of a verified batch. Only a member's first answer counts; a second one is ignored unless it
     * proves equivocation, and then neither counts.
     *
     * @return the proof when its author equivocated, which is reported once
     */
    public Optional<Equivocation> count(ExecutorId executor, ResponseBatch.Proved proved, long offset, long elapsed) {
        if (!isCounting(executor, proved)) {
            return Optional.empty();
        }
        if (terms.watched().contains(executor)) {
            watch(executor, proved, offset, elapsed);
            return Optional.empty();
        }
        Assessment assessment = assessor.assess(proved.item().response());
        CountedResponse answer = new CountedResponse(executor, proved, offset, elapsed, assessment);
        CountedResponse first = answers.putIfAbsent(executor, answer);
        if (first == null) {
            counted.add(answer);
            observe(answer);
            return Optional.empty();
        }
        if (!answer.equivocates(first)) {
            return Optional.empty();
        }
        equivocators.add(executor);
        round.ifPresent(behaviour -> behaviour.discredit(executor));
        counted.add(answer);
        return Optional.of(new Equivocation(first, answer));
    }

    /** Keeps the first answer of an executor that does not count; two different ones agree with nothing. */
    private void watch(ExecutorId executor, ResponseBatch.Proved proved, long offset, long elapsed) {
        Assessment assessment = assessor.assess(proved.item().response());
        CountedResponse answer = new CountedResponse(executor, proved, offset, elapsed, assessment);
        CountedResponse first = watched.putIfAbsent(executor, answer);
        if (first == null || answer.equivocates(first)) {
            counted.add(answer);
        }
        if (first != null && answer.equivocates(first)) {
            equivocators.add(executor);
        }
    }

    private void observe(CountedResponse answer) {
        if (answer.assessment() instanceof Assessment.Valid valid) {
            String status = answer.response().status().name();
            round.ifPresent(behaviour ->
                    behaviour.observe(answer.executor(), valid.voteDigest(), status, valid.normalizedOutput()));
        }
    }

    private boolean isCounting(ExecutorId executor, ResponseBatch.Proved proved) {
        return (terms.electorate().contains(executor) || terms.watched().contains(executor))
                && proved.processedTo() >= countedFrom
                && !equivocators.contains(executor);
    }

    /** Two answers of one executor that nobody honest gives both. */
    public record Equivocation(CountedResponse first, CountedResponse second) {}

    /** Tries to agree on the state after this entry, starting from the agreed state before it. */
    public Optional<AgreedState> settle(Hash agreedBefore) {
        before = agreedBefore;
        if (state == null) {
            List<CountedResponse> majority = Tally.largest(candidates(), Ballot::stateOf).orElse(List.of());
            if (majority.size() >= terms.needed()) {
                Response shared = majority.get(0).response();
                state = new AgreedState(new Hash(shared.postState()), shared.stateRoot(), shared.writes());
            }
        }
        return Optional.ofNullable(state);
    }

    /**
     * Declares that the entry had no effect: the state after it is the state before it (a ROOT-signed Void). What is
     * undecided then is SPLIT.
     */
    public void settleWithoutEffect(Hash agreedBefore) {
        before = agreedBefore;
        state = new AgreedState(agreedBefore, Bytes.EMPTY, List.of());
        voided = true;
    }

    /** Forgets all answers and begins anew; only batches that have handled {@code from} count from now on. */
    public void restart(long elapsed, long from) {
        terms = terms.restartedAt(elapsed);
        assessor = new Assessor(terms);
        answers.clear();
        watched.clear();
        equivocators.clear();
        counted.clear();
        round.ifPresent(Round::restart);
        countedFrom = from;
    }

    /**
     * The final outcome when it can be told now, for the first time.
     *
     * @param confidence for the policy's adjudicator, if that one weighs
     */
    public Optional<Verdict.Outcome> decide(long elapsed, Confidence confidence) {
        if (decision != null || (isStateful() && before == null)) {
            return Optional.empty();
        }
        boolean closed = isClosedToVotes(elapsed);
        Optional<Verdict.Outcome> outcome = agreedOutcome(confidence, closed);
        if (outcome.isEmpty() && (voided || closed)) {
            outcome = Optional.of(new Verdict.Split(Optional.ofNullable(state)));
        }
        outcome.ifPresent(known -> decided(known, elapsed));
        return outcome;
    }

    private void decided(Verdict.Outcome outcome, long elapsed) {
        decision = outcome;
        decidedAt = elapsed;
    }

    /**
     * Whether nothing more is waited for: all have answered, or the policy's adjudicator ends with the deadline. Only a
     * settled state lets it end there, since a SPLIT without a state would need a Void.
     */
    private boolean isClosedToVotes(long elapsed) {
        if (isStateful() && state == null) {
            return allAnswered();
        }
        return switch (terms.policy().voting().adjudication()) {
            case EXACT_MAJORITY -> allAnswered();
            case UNANIMOUS, WEIGHTED -> isHeard(elapsed);
            case BEHAVIOUR_STATE -> isLearned();
        };
    }

    /** Whether it may become decided by the mere passing of its deadline. */
    public boolean endsAtDeadline() {
        Adjudication rule = terms.policy().voting().adjudication();
        return rule == Adjudication.UNANIMOUS || rule == Adjudication.WEIGHTED;
    }

    private Optional<Verdict.Outcome> agreedOutcome(Confidence confidence, boolean closed) {
        if (isStateful() && state == null) {
            return Optional.empty();
        }
        List<CountedResponse> standing = inAgreedState();
        List<Vote> votes = standing.stream().map(this::voteOf).toList();
        Poll poll = new Poll(terms.electorate(), terms.needed(), terms.votesNeeded(), votes, closed);
        return Adjudicator.of(terms.policy().voting().adjudication(), confidence)
                .adjudicate(poll)
                .flatMap(output -> standing.stream()
                        .filter(answer -> digestOf(answer).equals(output))
                        .findFirst())
                .map(this::agreed);
    }

    private Verdict.Outcome agreed(CountedResponse vote) {
        Assessment.Valid valid = (Assessment.Valid) vote.assessment();
        Response response = vote.response();
        return new Verdict.Agreed(
                response.status(),
                response.contentType(),
                valid.normalizedOutput(),
                valid.voteDigest(),
                Optional.ofNullable(state));
    }

    private record StateVote(Bytes postState, Bytes stateRoot) {}

    private static StateVote stateOf(CountedResponse answer) {
        return new StateVote(answer.response().postState(), answer.response().stateRoot());
    }

    private Vote voteOf(CountedResponse answer) {
        Optional<String> newState = round.flatMap(behaviour -> behaviour.newState(answer.executor()));
        return new Vote(answer.executor(), digestOf(answer), newState);
    }

    private static Hash digestOf(CountedResponse answer) {
        return ((Assessment.Valid) answer.assessment()).voteDigest();
    }

    /** Answers that may agree: valid, not equivocated, starting from the agreed state. */
    private List<CountedResponse> candidates() {
        return answers.values().stream()
                .filter(answer -> Comparison.standing(this, answer).isEmpty())
                .toList();
    }

    private List<CountedResponse> inAgreedState() {
        return answers.values().stream()
                .filter(answer -> Comparison.state(this, answer).isEmpty())
                .toList();
    }

    /** Marks the ballot overdue when it is, for the first time. */
    public boolean becomesOverdue(long elapsed) {
        if (overdue || decision != null || elapsed <= terms.deadline()) {
            return false;
        }
        overdue = true;
        return true;
    }

    /**
     * Decided, its state settled, no further answer to wait for, and its behaviour learned.
     *
     * @param isAwaited whether the answer of an executor that is only watched is waited for, up to the deadline
     */
    public boolean isClosable(long elapsed, Predicate<ExecutorId> isAwaited) {
        return decision != null && isHeard(elapsed) && isLearned() && isWatched(elapsed, isAwaited);
    }

    private boolean isWatched(long elapsed, Predicate<ExecutorId> isAwaited) {
        return elapsed > terms.deadline()
                || terms.watched().stream()
                        .filter(executor -> !watched.containsKey(executor))
                        .noneMatch(isAwaited);
    }

    /** Its state is settled, and all have answered or the deadline has passed. */
    public boolean isHeard(long elapsed) {
        return (!isStateful() || state != null) && (allAnswered() || elapsed > terms.deadline());
    }

    private boolean isLearned() {
        return round.isEmpty() || learned().isPresent();
    }

    /** What the behaviour model's learner has made of it, once it has. */
    public Optional<Learned> learned() {
        return round.flatMap(Round::learned);
    }

    public boolean allAnswered() {
        return answers.size() == terms.electorate().size();
    }

    public Optional<Verdict.Outcome> decision() {
        return Optional.ofNullable(decision);
    }

    /** Whether it was AGREED within its deadline: only then silence is held against anyone. */
    public boolean isAgreedInTime() {
        return decision instanceof Verdict.Agreed && decidedAt <= terms.deadline();
    }

    /** Elapsed ms from the start to AGREED; absent when it is not. */
    public OptionalLong agreedAfter() {
        return decision instanceof Verdict.Agreed ? OptionalLong.of(decidedAt - terms.start()) : OptionalLong.empty();
    }

    /** Whether a Void has declared the entry without effect. */
    public boolean isVoided() {
        return voided;
    }

    public Optional<Hash> before() {
        return Optional.ofNullable(before);
    }

    public Optional<AgreedState> state() {
        return Optional.ofNullable(state);
    }

    /** The first answer of each member, by executor. */
    public SortedMap<ExecutorId, CountedResponse> answers() {
        return Collections.unmodifiableSortedMap(answers);
    }

    /** The first answer of each executor that is only watched, by executor. */
    public SortedMap<ExecutorId, CountedResponse> watchedAnswers() {
        return Collections.unmodifiableSortedMap(watched);
    }

    public boolean hasEquivocated(ExecutorId executor) {
        return equivocators.contains(executor);
    }

    /** All answers that changed this ballot, in the order in which they counted. */
    public List<CountedResponse> counted() {
        return Collections.unmodifiableList(counted);
    }

    /** Members without an answer, ascending. */
    public List<ExecutorId> silent() {
        return terms.electorate().stream()
                .filter(member -> !answers.containsKey(member))
                .toList();
    }
}
