package io.tribunal.core.ballot;

import io.tribunal.core.ballot.Verdict.AgreedState;
import io.tribunal.core.behaviour.Learned;
import io.tribunal.core.behaviour.Round;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.Response;
import io.tribunal.core.policy.Adjudication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request under vote (PROTOCOL 5). State and output are agreed separately: the state as soon as enough
 * responses that start from the agreed state share the state after it, the output among those responses. A ballot knows no
 * other ballot: its caller keeps the business order and passes the state that it starts from.
 */
public final class Ballot {
    private final Optional<Round> round;
    private final ResponseContents contents;
    private final ResponseSet responses = new ResponseSet();
    private BallotTerms terms;
    private Assessor assessor;
    /** Business offset that a batch must have handled for its responses to count; 0 unless restarted. */
    private long countedFrom;

    private boolean overdue;
    private StateAgreement agreement = StateAgreement.NONE;
    private FinalOutcome decision = FinalOutcome.NONE;

    /**
     * A ballot without responses.
     *
     * @param round its round of the behaviour model, if the policy has one
     * @param contents the room for whole responses while it is undecided
     */
    public Ballot(BallotTerms terms, Optional<Round> round, ResponseContents contents) {
        this.terms = terms;
        this.round = round;
        this.contents = contents;
        this.assessor = new Assessor(terms, contents);
    }

    /** A ballot as it stood when its marks were taken; its responses are to be counted again, in their order. */
    public Ballot(BallotTerms terms, Optional<Round> round, ResponseContents contents, Marks marks) {
        this(terms, round, contents);
        countedFrom = marks.countedFrom;
        overdue = marks.overdue;
        agreement = marks.agreement;
        decision = marks.decision;
    }

    /** What a snapshot holds of a ballot beside its terms and responses. */
    public static final class Marks {
        private final long countedFrom;
        private final boolean overdue;
        private final StateAgreement agreement;
        private final FinalOutcome decision;

        private Marks(long countedFrom, boolean overdue, StateAgreement agreement, FinalOutcome decision) {
            this.countedFrom = countedFrom;
            this.overdue = overdue;
            this.agreement = agreement;
            this.decision = decision;
        }

        public void writeTo(CanonicalWriter out) {
            out.int64(countedFrom).flag(overdue);
            agreement.writeTo(out);
            decision.writeTo(out);
        }

        public static Marks readFrom(CanonicalReader in) {
            long countedFrom = in.int64();
            boolean overdue = in.flag();
            StateAgreement agreement = StateAgreement.readFrom(in);
            return new Marks(countedFrom, overdue, agreement, FinalOutcome.readFrom(in, agreement.after()));
        }
    }

    public Marks marks() {
        return new Marks(countedFrom, overdue, agreement, decision);
    }

    public BallotTerms terms() {
        return terms;
    }

    /** Offset of the business entry. */
    public long offset() {
        return terms.position().offset();
    }

    public boolean isStateful() {
        return terms.policy().state().stateful();
    }

    /**
     * Counts a response. Only the first one of an executor counts; a second one is ignored unless it proves an
     * equivocation, and then neither counts.
     *
     * @param elapsed the response log's own time, ms
     * @return the proof when a member of the electorate equivocated, once
     */
    public Optional<Equivocation> count(LoggedResponse response, long elapsed) {
        if (!mayCount(response)) {
            return Optional.empty();
        }
        return add(assess(response, elapsed));
    }

    private Assessor.Assessed assess(LoggedResponse response, long elapsed) {
        return assessor.assess(response, elapsed, responses.inOrder());
    }

    private Optional<Equivocation> add(Assessor.Assessed assessed) {
        CountedResponse response = assessed.response();
        boolean hasVote = terms.electorate().contains(response.executor());
        ResponseSet.Effect effect = responses.add(response, hasVote);
        if (effect != ResponseSet.Effect.DUPLICATE && decision.outcome().isEmpty()) {
            response.keep(assessed.whole());
        }
        if (!hasVote || effect == ResponseSet.Effect.DUPLICATE) {
            return Optional.empty();
        }
        if (effect == ResponseSet.Effect.FIRST) {
            observe(assessed);
            return Optional.empty();
        }
        round.ifPresent(behaviour -> behaviour.discredit(response.executor()));
        return Optional.ofNullable(answers().get(response.executor())).map(first -> new Equivocation(first, response));
    }

    private boolean mayCount(LoggedResponse response) {
        ExecutorId executor = response.executor();
        return (terms.electorate().contains(executor) || terms.nonVoting().contains(executor))
                && response.processedTo() >= countedFrom
                && !responses.hasEquivocated(executor);
    }

    private void observe(Assessor.Assessed assessed) {
        if (assessed.response().assessment() instanceof Assessment.Valid valid) {
            Response response = assessed.whole().logged().response();
            round.ifPresent(behaviour -> behaviour.observe(
                    assessed.response().executor(),
                    valid.voteDigest(),
                    response.status().name(),
                    assessed.whole().normalized()));
        }
    }

    /** Keeps no more than digests of its responses and of its output, once its verdict is written. */
    public void dropContents() {
        responses.dropContents();
        decision = decision.withoutOutput();
    }

    /** Two responses of one executor to one request from one state that differ: no honest executor signs both. */
    public record Equivocation(CountedResponse first, CountedResponse second) {}

    /** Tries to agree on the state after this entry, starting from the agreed state before it. */
    public Optional<AgreedState> settle(Hash agreedBefore) {
        agreement = agreement.startingFrom(agreedBefore);
        if (!agreement.isSettled()) {
            agreement = agreement.count(candidates(), terms.needed());
        }
        return agreement.after();
    }

    /** Responses that may agree: valid, not equivocated, starting from the agreed state. */
    private List<CountedResponse> candidates() {
        List<CountedResponse> candidates = new ArrayList<>(answers().size());
        for (CountedResponse response : answers().values()) {
            if (Comparison.disqualified(this, response).isEmpty()) {
                candidates.add(response);
            }
        }
        return candidates;
    }

    /**
     * Declares that the entry had no effect (a ROOT-signed Void): the state after it is the state before it. An undecided
     * ballot becomes SPLIT.
     */
    public void settleWithoutEffect(Hash agreedBefore) {
        agreement = StateAgreement.withoutEffect(agreedBefore);
    }

    /** Forgets all responses and starts again; only batches that have handled {@code from} count from now on. */
    public void restart(long elapsed, long from) {
        terms = terms.restartedAt(elapsed);
        assessor = new Assessor(terms, contents);
        responses.clear();
        round.ifPresent(Round::restart);
        countedFrom = from;
    }

    /**
     * The final outcome, the first time that it is known.
     *
     * @param confidence the executors' history, for an adjudicator that weighs votes
     */
    public Optional<Verdict.Outcome> decide(long elapsed, Confidence confidence) {
        if (decision.outcome().isPresent() || (isStateful() && before().isEmpty())) {
            return Optional.empty();
        }
        boolean closed = isClosedToVotes(elapsed);
        Optional<Verdict.Outcome> outcome = agreedOutcome(confidence, closed);
        if (outcome.isEmpty() && (isVoided() || closed)) {
            outcome = Optional.of(new Verdict.Split(state()));
        }
        outcome.ifPresent(known -> decision = new FinalOutcome(Optional.of(known), elapsed));
        return outcome;
    }

    private Optional<Verdict.Outcome> agreedOutcome(Confidence confidence, boolean closed) {
        return isSettled() ? outputVote(closed).outcome(confidence, state()) : Optional.empty();
    }

    private OutputVote outputVote(boolean closed) {
        return new OutputVote(terms, round, inAgreedState(), closed);
    }

    private List<CountedResponse> inAgreedState() {
        List<CountedResponse> inState = new ArrayList<>(answers().size());
        for (CountedResponse response : answers().values()) {
            if (Comparison.inState(this, response).isEmpty()) {
                inState.add(response);
            }
        }
        return inState;
    }

    /** The voters for whose weight alone an outcome is waited; null when it is known, or something else is missing. */
    UndecidedByWeight.@Nullable Voters votersWithoutWeight() {
        boolean undecided = terms.policy().voting().adjudication() == Adjudication.WEIGHTED
                && decision.outcome().isEmpty()
                && isSettled();
        return undecided ? outputVote(false).voters() : null;
    }

    /**
     * Whether no further response is waited for: all have answered, or the policy's adjudicator ends with the deadline.
     * Only a settled state lets it end there, since a SPLIT without a state would need a Void.
     */
    private boolean isClosedToVotes(long elapsed) {
        if (!isSettled()) {
            return allAnswered();
        }
        return switch (terms.policy().voting().adjudication()) {
            case EXACT_MAJORITY -> allAnswered();
            case UNANIMOUS, WEIGHTED -> isComplete(elapsed);
            case BEHAVIOUR_STATE -> isLearned();
        };
    }

    /** Whether there is no state to agree on, or it is agreed. */
    private boolean isSettled() {
        return !isStateful() || agreement.isSettled();
    }

    /** Whether the passing of its deadline alone may decide it. */
    public boolean endsAtDeadline() {
        Adjudication rule = terms.policy().voting().adjudication();
        return rule == Adjudication.UNANIMOUS || rule == Adjudication.WEIGHTED;
    }

    /** Marks the ballot overdue; returns whether it has become overdue now. */
    public boolean becomesOverdue(long elapsed) {
        if (overdue || decision.outcome().isPresent() || elapsed <= terms.deadline()) {
            return false;
        }
        overdue = true;
        return true;
    }

    /**
     * Whether it is decided and complete, and its behaviour is learned.
     *
     * @param isAwaited whether the response of a non-voting executor is waited for, up to the deadline
     */
    public boolean isClosable(long elapsed, Predicate<ExecutorId> isAwaited) {
        return decision.outcome().isPresent()
                && isComplete(elapsed)
                && isLearned()
                && !awaitsNonVoting(elapsed, isAwaited);
    }

    private boolean awaitsNonVoting(long elapsed, Predicate<ExecutorId> isAwaited) {
        return elapsed <= terms.deadline() && isAnyAwaited(isAwaited);
    }

    private boolean isAnyAwaited(Predicate<ExecutorId> isAwaited) {
        for (ExecutorId executor : terms.nonVoting()) {
            if (!nonVotingAnswers().containsKey(executor) && isAwaited.test(executor)) {
                return true;
            }
        }
        return false;
    }

    /** Whether its state is settled, and all have answered or the deadline has passed. */
    public boolean isComplete(long elapsed) {
        return isSettled() && (allAnswered() || elapsed > terms.deadline());
    }

    private boolean isLearned() {
        return round.isEmpty() || learned().isPresent();
    }

    /** What the behaviour model has learned from it, once its round is learned. */
    public Optional<Learned> learned() {
        return round.flatMap(Round::learned);
    }

    public boolean allAnswered() {
        return answers().size() == terms.electorate().size();
    }

    public Optional<Verdict.Outcome> decision() {
        return decision.outcome();
    }

    /** Whether it was AGREED within its deadline: only then silence is a deviation. */
    public boolean isAgreedInTime() {
        return decision.isAgreed() && decision.at() <= terms.deadline();
    }

    /** Elapsed ms from the start to AGREED; absent when it is not. */
    public OptionalLong agreedAfter() {
        return decision.isAgreed() ? OptionalLong.of(decision.at() - terms.start()) : OptionalLong.empty();
    }

    /** Whether a Void has declared the entry without effect. */
    public boolean isVoided() {
        return agreement.voided();
    }

    /** The agreed state before the entry, once it is known. */
    public Optional<Hash> before() {
        return agreement.before();
    }

    /** The agreed state after the entry, once it is settled. */
    public Optional<AgreedState> state() {
        return agreement.after();
    }

    /** The first response of each member of the electorate, by executor. */
    public SortedMap<ExecutorId, CountedResponse> answers() {
        return responses.votes();
    }

    /** The first response of each non-voting executor, by executor. */
    public SortedMap<ExecutorId, CountedResponse> nonVotingAnswers() {
        return responses.nonVoting();
    }

    public boolean hasEquivocated(ExecutorId executor) {
        return responses.hasEquivocated(executor);
    }

    /** All responses that changed this ballot, in the order in which they were counted. */
    public List<CountedResponse> counted() {
        return responses.inOrder();
    }

    /** Members of the electorate without a response, ascending. */
    public List<ExecutorId> silent() {
        List<ExecutorId> silent = new ArrayList<>();
        for (ExecutorId member : terms.electorate()) {
            if (!answers().containsKey(member)) {
                silent.add(member);
            }
        }
        return silent;
    }
}
