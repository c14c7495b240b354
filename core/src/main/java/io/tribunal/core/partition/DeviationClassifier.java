package io.tribunal.core.partition;

import io.tribunal.core.ballot.Assessment;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Comparison;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Deviation.Kind;
import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Derives the deviations from a closing ballot: the executors, the differences, and whether they are inherited (PROTOCOL 5, 7). */
final class DeviationClassifier {
    private final Divergences divergences;
    private final Predicate<ExecutorId> isBehind;

    /** @param isBehind whether the reading of an executor's responses is late, which excuses its silence */
    DeviationClassifier(Divergences divergences, Predicate<ExecutorId> isBehind) {
        this.divergences = divergences;
        this.isBehind = isBehind;
    }

    /** The deviations of a ballot that closes at a response-log record, ascending by executor. */
    List<Deviation> of(Ballot ballot, long observedAt) {
        if (ballot.isVoided()) {
            ballot.terms().electorate().forEach(divergences::clear);
            return List.of();
        }
        List<Deviation> deviations = new ArrayList<>();
        for (ExecutorId executor : ballot.terms().electorate()) {
            CountedResponse answer = ballot.answers().get(executor);
            Optional<Deviation> deviation =
                    answer == null ? silence(ballot, executor, observedAt) : wrongAnswer(ballot, answer, observedAt);
            deviation.ifPresent(deviations::add);
        }
        return deviations;
    }

    private Optional<Deviation> silence(Ballot ballot, ExecutorId executor, long observedAt) {
        divergences.clear(executor);
        if (!ballot.isAgreedInTime() || isBehind.test(executor)) {
            return Optional.empty();
        }
        return Optional.of(new Deviation(
                Kind.SILENT,
                executor,
                ballot.terms().position(),
                ballot.terms().requestHash(),
                false,
                Difference.UNDECIDED,
                Optional.empty(),
                -1,
                Bytes.EMPTY,
                Bytes.EMPTY,
                observedAt,
                Optional.empty()));
    }

    private Optional<Deviation> wrongAnswer(Ballot ballot, CountedResponse answer, long observedAt) {
        Optional<Difference> difference = Comparison.charged(ballot, answer);
        Optional<Kind> charge = difference.flatMap(DeviationClassifier::charge);
        if (charge.isEmpty() || !endsElsewhere(ballot, answer)) {
            divergences.clear(answer.executor());
            return charge.map(kind -> deviation(ballot, answer, kind, difference.get(), false, observedAt));
        }
        boolean inherited = divergences.follow(
                answer.executor(),
                answer.preState(),
                answer.postState(),
                ballot.terms().policy().state().restoreBallots());
        return charge.map(kind -> deviation(ballot, answer, kind, difference.get(), inherited, observedAt));
    }

    private static boolean endsElsewhere(Ballot ballot, CountedResponse answer) {
        return ballot.state()
                .filter(state -> !state.postState().bytes().equals(answer.postState()))
                .isPresent();
    }

    /** The kind of deviation; none for an equivocation, which was reported when it was proved, and for an undecided output. */
    private static Optional<Kind> charge(Difference difference) {
        return switch (difference) {
            case REQUEST_HASH, NOT_NORMALIZABLE, OUTPUT -> Optional.of(Kind.WRONG_OUTPUT);
            case WRITES, STATE_ROOT_DUE, PRE_STATE, POST_STATE, STATE_ROOT -> Optional.of(Kind.WRONG_STATE);
            case EQUIVOCATED, UNDECIDED -> Optional.empty();
        };
    }

    /** The proof that an executor gave two different answers to one request. */
    static Deviation equivocation(Ballot ballot, Ballot.Equivocation proof, long observedAt) {
        CountedResponse first = proof.first();
        CountedResponse second = proof.second();
        return new Deviation(
                Kind.EQUIVOCATED,
                first.executor(),
                ballot.terms().position(),
                ballot.terms().requestHash(),
                false,
                Difference.EQUIVOCATED,
                Optional.of(second.offset()),
                second.index(),
                first.responseHash().bytes(),
                second.responseHash().bytes(),
                observedAt,
                Optional.of(second.elapsed() - ballot.terms().start()));
    }

    private static Deviation deviation(
            Ballot ballot,
            CountedResponse answer,
            Kind kind,
            Difference difference,
            boolean inherited,
            long observedAt) {
        return new Deviation(
                kind,
                answer.executor(),
                ballot.terms().position(),
                ballot.terms().requestHash(),
                inherited,
                difference,
                Optional.of(answer.offset()),
                answer.index(),
                expected(ballot, difference),
                got(answer, difference),
                observedAt,
                Optional.of(answer.elapsed() - ballot.terms().start()));
    }

    private static Bytes expected(Ballot ballot, Difference difference) {
        return switch (difference) {
            case REQUEST_HASH -> ballot.terms().requestHash().bytes();
            case PRE_STATE -> ballot.before().map(Hash::bytes).orElse(Bytes.EMPTY);
            case POST_STATE ->
                ballot.state().map(state -> state.postState().bytes()).orElse(Bytes.EMPTY);
            case STATE_ROOT ->
                ballot.state().map(Verdict.AgreedState::stateRoot).orElse(Bytes.EMPTY);
            case OUTPUT ->
                ballot.decision().orElse(null) instanceof Verdict.Agreed agreed
                        ? agreed.voteDigest().bytes()
                        : Bytes.EMPTY;
            case NOT_NORMALIZABLE, WRITES, STATE_ROOT_DUE, EQUIVOCATED, UNDECIDED -> Bytes.EMPTY;
        };
    }

    private static Bytes got(CountedResponse answer, Difference difference) {
        return switch (difference) {
            case REQUEST_HASH -> answer.requestHash().bytes();
            case PRE_STATE -> answer.preState();
            case WRITES, POST_STATE -> answer.postState();
            case STATE_ROOT_DUE, STATE_ROOT -> answer.stateRoot();
            case OUTPUT ->
                answer.assessment() instanceof Assessment.Valid valid
                        ? valid.voteDigest().bytes()
                        : Bytes.EMPTY;
            case NOT_NORMALIZABLE, EQUIVOCATED, UNDECIDED ->
                answer.responseHash().bytes();
        };
    }
}
