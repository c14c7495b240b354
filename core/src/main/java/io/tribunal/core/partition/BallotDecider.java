package io.tribunal.core.partition;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.ballot.Confidence;
import io.tribunal.core.ballot.ResponseContents;
import io.tribunal.core.ballot.UndecidedByWeight;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.behaviour.Learned;
import io.tribunal.core.behaviour.Learner;
import io.tribunal.core.behaviour.ObservedBallot;
import io.tribunal.core.behaviour.Round;
import io.tribunal.core.decision.Action;
import io.tribunal.core.detection.ProvedEquivocation;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.Request;
import io.tribunal.core.recovery.Checkpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Opens ballots, counts responses in them, and decides them in business order (PROTOCOL 5, 9). */
final class BallotDecider {
    private final PartitionAdmission admission;
    private final OpenBallots open;
    private final AnsweredOffsets answered;
    private final Learner learner;
    private final Confidence confidence;
    private final ResponseContents contents;
    private final UndecidedByWeight undecided = new UndecidedByWeight();
    /** Ballots that the current record has changed, by business offset. */
    private final SortedMap<Long, Ballot> changed = new TreeMap<>();
    /** Ballots that the current record has decided. */
    private final List<Ballot> decided = new ArrayList<>();

    BallotDecider(
            PartitionAdmission admission,
            OpenBallots open,
            AnsweredOffsets answered,
            Learner learner,
            Confidence confidence,
            ResponseContents contents) {
        this.admission = admission;
        this.open = open;
        this.answered = answered;
        this.learner = learner;
        this.confidence = confidence;
        this.contents = contents;
    }

    /** Whether another ballot may open; always while only a later entry, a Void, can unblock the open ones. */
    boolean hasRoom() {
        return open.size() < admission.policy().limits().maxOpenBallots() || open.isBlocked();
    }

    void open(Decision.Admitted admitted, Optional<Hash> contextRoot, Moment now) {
        Request request = admitted.request();
        BallotTerms terms = terms(admitted.record(), request, now.elapsed(), contextRoot);
        open(new Ballot(terms, openRound(terms, request.body()), contents));
    }

    private void open(Ballot ballot) {
        open.open(ballot);
        if (ballot.endsAtDeadline()) {
            change(ballot);
        }
    }

    /** The terms of a request's ballot by the rules in force now. */
    private BallotTerms terms(BusinessRecord record, Request request, long start, Optional<Hash> contextRoot) {
        return new BallotTerms(
                record.position(),
                record.valueHash(),
                request.requestId(),
                request.clientId(),
                request.operation(),
                admission.policy(),
                admission.activeExecutors(),
                admission.chain().membership().nonVotingIn(admission.partition()),
                start,
                contextRoot,
                admission.genesis().executorQuorum().oneHonest());
    }

    private Optional<Round> openRound(BallotTerms terms, Bytes body) {
        return terms.policy()
                .voting()
                .behaviour()
                .map(model -> learner.open(model, observed(terms), terms.operation(), body));
    }

    private static ObservedBallot observed(BallotTerms terms) {
        return new ObservedBallot(terms.position(), terms.requestHash(), terms.electorate(), terms.needed());
    }

    /** Opens a ballot of a snapshot again, under the rules in force at its entry; its responses are still to be counted. */
    Ballot reopen(BallotReference kept, BusinessRecord record, Request request) {
        BallotTerms terms = terms(record, request, kept.start(), kept.contextRoot());
        Optional<Round> round = kept.learned()
                .map(learned -> reopenRound(terms, learned))
                .orElseGet(() -> openRound(terms, request.body()));
        Ballot ballot = new Ballot(terms, round, contents, kept.marks());
        open(ballot);
        return ballot;
    }

    /** All ballots of a snapshot are open and have counted again what they had counted: none of it is news. */
    void reopened() {
        learner.takeChanged();
    }

    private Optional<Round> reopenRound(BallotTerms terms, Learned learned) {
        return terms.policy().voting().behaviour().map(model -> learner.reopen(model, observed(terms), learned));
    }

    /** Declares an entry without effect; later ballots restart. */
    void voidState(Action.VoidState entry, long voidOffset, Moment now) {
        Ballot ballot = open.at(entry.businessOffset());
        open.voidState(entry, now.elapsed(), voidOffset).forEach(undecided::update);
        if (ballot != null) {
            change(ballot);
        }
    }

    private void change(Ballot ballot) {
        changed.put(ballot.offset(), ballot);
    }

    /** Whether a Void may restart the ballot that the response answers, so that the response must count once more. */
    boolean mayRestartFor(LoggedResponse response) {
        Ballot ballot = open.at(response.businessOffset());
        return ballot != null
                && open.isBehindFrontier(ballot)
                && (open.isBlockedBefore(ballot) || ballot.answers().containsKey(response.executor()));
    }

    void count(LoggedResponse response, EventCollector out) {
        Ballot ballot = open.at(response.businessOffset());
        if (ballot == null) {
            countStray(response, out);
        } else if (!open.isBlockedBefore(ballot)) {
            ballot.count(response, out.now().elapsed()).ifPresent(proof -> {
                out.found(DeviationClassifier.equivocation(
                        ballot, proof, out.now().offset()));
                out.observed(new ProvedEquivocation(
                        response.executor(), ballot.offset(), out.now().offset()));
            });
            answered.add(response.executor(), response.businessOffset());
            change(ballot);
        }
    }

    /** Discards the first response of a member to an entry without an open ballot; ignores the duplicates. */
    private void countStray(LoggedResponse response, EventCollector out) {
        if (admission.activeExecutors().contains(response.executor())
                && answered.add(response.executor(), response.businessOffset())) {
            out.discarded(response, Event.Reason.NO_OPEN_BALLOT, "no open ballot at " + response.businessOffset());
        }
    }

    /** Settles states, learns behaviour, and decides the ballots that have changed or whose deadline has passed. */
    void decide(EventCollector out) {
        for (Ballot ballot : open.advance()) {
            change(ballot);
            checkpoint(ballot).ifPresent(out::reached);
        }
        learn(out);
        changed.values().forEach(ballot -> decide(ballot, out));
        undecided.decidable(confidence).forEach(ballot -> {
            change(ballot);
            decide(ballot, out);
        });
        open.takeOverdue(out.now().elapsed()).forEach(ballot -> expire(ballot, out));
    }

    /** The deadline of a ballot has passed. */
    private void expire(Ballot ballot, EventCollector out) {
        change(ballot);
        if (ballot.endsAtDeadline()) {
            decide(ballot, out);
        }
        if (ballot.becomesOverdue(out.now().elapsed())) {
            out.decided(ballot, new Verdict.Overdue());
        }
    }

    private void decide(Ballot ballot, EventCollector out) {
        ballot.decide(out.now().elapsed(), confidence).ifPresent(outcome -> {
            out.decided(ballot, outcome);
            decided.add(ballot);
        });
        undecided.update(ballot);
    }

    /** The verdicts of the current record are written: of the ballots that it decided, digests are enough from now on. */
    void dropContents() {
        decided.forEach(Ballot::dropContents);
        decided.clear();
    }

    /** A checkpoint where a state with its root is agreed: readers may begin there. */
    private Optional<Checkpoint> checkpoint(Ballot ballot) {
        return ballot.state()
                .flatMap(agreed -> ballot.terms()
                        .contextRoot()
                        .map(contextRoot -> new Checkpoint(
                                admission.deployment(),
                                admission.partition(),
                                ballot.offset(),
                                agreed.postState(),
                                new Hash(agreed.stateRoot()),
                                contextRoot)));
    }

    /** Learns the rounds that are complete; the ballots in which a new state became known may be decided now. */
    private void learn(EventCollector out) {
        learner.learn(
                        offset -> isComplete(open.at(offset), out.now()),
                        out.now().offset())
                .forEach(out::found);
        for (long offset : learner.takeChanged()) {
            Ballot ballot = open.at(offset);
            if (ballot != null) {
                change(ballot);
            }
        }
    }

    private static boolean isComplete(@Nullable Ballot ballot, Moment now) {
        return ballot != null && ballot.isComplete(now.elapsed());
    }

    /** A non-voting executor whose status has changed is no longer waited for. */
    void reviewAll() {
        open.reviewAll();
    }

    /**
     * Removes and returns the ballots that can close.
     *
     * @param isNear whether a non-voting executor will soon answer the entry at an offset
     */
    Collection<Ballot> close(Moment now, BiPredicate<ExecutorId, Long> isNear) {
        Collection<Ballot> closed = open.close(
                changed.values(), now.elapsed(), (ballot, executor) -> isNear.test(executor, ballot.offset()));
        changed.clear();
        closed.forEach(confidence::take);
        return closed;
    }
}
