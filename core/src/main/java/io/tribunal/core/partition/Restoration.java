package io.tribunal.core.partition;

import io.tribunal.core.admission.ReplayWindow;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.BallotTerms;
import io.tribunal.core.behaviour.Round;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.partition.Snapshot.OpenBallot;
import io.tribunal.core.partition.Snapshot.ResponseRef;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts a snapshot back into a fresh state, reading again what it refers to. */
final class Restoration {
    private final PartitionState state;
    private final LogArchive archive;

    Restoration(PartitionState state, LogArchive archive) {
        this.state = state;
        this.archive = archive;
    }

    /** An open ballot with what its entry and the rules of its place say. */
    private record Opening(BallotTerms terms, Bytes body, OpenBallot ballot) {}

    void restore(Snapshot snapshot) {
        restoreNumbers(snapshot);
        List<Opening> openings = restoreRules(snapshot);
        snapshot.windows().forEach((key, window) -> state.admission.restoreWindow(key, new ReplayWindow(window)));
        SortedMap<Long, ResponseBatch> batches = readBatches(snapshot);
        openings.forEach(opening -> state.open.open(restoreBallot(opening, batches)));
        state.learner.takeStirred();
        snapshot.held().forEach(ref -> restoreHeld(ref, batches));
    }

    private void restoreNumbers(Snapshot snapshot) {
        state.handledThrough = snapshot.handledThrough();
        state.lastAdmitted = snapshot.lastAdmitted();
        state.time = new ElapsedTime(snapshot.elapsed(), snapshot.lastAppendTime());
        state.open = new OpenBallots(snapshot.agreedState(), snapshot.settledThrough());
        state.chain = state.chain.continuedFrom(snapshot.nextSequence(), snapshot.previousHash());
        snapshot.executorClaims().forEach(state.cursor::claim);
        snapshot.validatorClaims().forEach(state.cursor::claim);
        state.highestAnswered.putAll(snapshot.highestAnswered());
        snapshot.diverged()
                .forEach((executor, diverged) ->
                        state.divergences.restore(executor, diverged.claimed(), diverged.inherited()));
        snapshot.left().forEach(state.backlog::leave);
        state.learner.restore(snapshot.behaviour());
        snapshot.confidence().forEach(state.confidence::restore);
        snapshot.streaks().forEach(state.streaks::restore);
        state.hashes = snapshot.hashes();
    }

    /** Applies genesis and control entries again, in order, and meets each open ballot under the rules of its place. */
    private List<Opening> restoreRules(Snapshot snapshot) {
        SortedMap<Long, OpenBallot> ballots = new TreeMap<>();
        snapshot.ballots().forEach(ballot -> ballots.put(ballot.businessOffset(), ballot));
        return Stream.concat(snapshot.ruleOffsets().stream(), ballots.keySet().stream())
                .sorted()
                .flatMap(offset -> {
                    BusinessRecord record = archive.business(offset);
                    OpenBallot ballot = ballots.get(offset);
                    if (ballot == null) {
                        state.admission.decide(record);
                        return Stream.empty();
                    }
                    return Stream.of(opening(record, ballot));
                })
                .toList();
    }

    private Opening opening(BusinessRecord record, OpenBallot ballot) {
        if (!(record.content() instanceof BusinessRecord.Entry entry)
                || !(entry.payload() instanceof Request request)) {
            throw new IllegalStateException("business-log " + record.position() + " is not the request it was");
        }
        BallotTerms terms = state.terms(record, request, ballot.start(), ballot.contextRoot());
        return new Opening(terms, request.body(), ballot);
    }

    private SortedMap<Long, ResponseBatch> readBatches(Snapshot snapshot) {
        SortedMap<Long, ResponseBatch> batches = new TreeMap<>();
        Stream.concat(
                        snapshot.ballots().stream().flatMap(ballot -> ballot.counted().stream()),
                        snapshot.held().stream())
                .map(ResponseRef::offset)
                .distinct()
                .sorted()
                .forEach(offset -> batches.put(offset, readBatch(offset)));
        return batches;
    }

    private ResponseBatch readBatch(long offset) {
        return archive.first(offset, offset + 1)
                .flatMap(ResponseRecord::batch)
                .orElseThrow(() -> new IllegalStateException("response-log offset " + offset + " is not what it was"));
    }

    private Ballot restoreBallot(Opening opening, SortedMap<Long, ResponseBatch> batches) {
        Ballot ballot = new Ballot(
                opening.terms(), restoreRound(opening), opening.ballot().marks());
        for (ResponseRef ref : opening.ballot().counted()) {
            ResponseBatch batch = batchAt(batches, ref);
            ballot.count(authorOf(batch), batch.prove(ref.index()), ref.offset(), ref.elapsed());
        }
        return ballot;
    }

    private Optional<Round> restoreRound(Opening opening) {
        return opening.ballot()
                .learned()
                .map(learned -> BallotRounds.reopen(state.learner, opening.terms(), learned))
                .orElseGet(() -> BallotRounds.open(state.learner, opening.terms(), opening.body()));
    }

    /** What was held stays held, even where the policy has come to allow less since. */
    private void restoreHeld(ResponseRef ref, SortedMap<Long, ResponseBatch> batches) {
        ResponseBatch batch = batchAt(batches, ref);
        LoggedResponse held = new LoggedResponse(authorOf(batch), batch.prove(ref.index()), ref.offset());
        state.held.hold(held, held.dueAfter(state.handledThrough));
    }

    private static ResponseBatch batchAt(SortedMap<Long, ResponseBatch> batches, ResponseRef ref) {
        ResponseBatch batch = batches.get(ref.offset());
        if (batch == null) {
            throw new IllegalStateException("response-log offset " + ref.offset() + " was not read again");
        }
        return batch;
    }

    /** The batch was verified when it was first read, so its author is who it says. */
    private static ExecutorId authorOf(ResponseBatch batch) {
        return new ExecutorId(batch.header().author());
    }
}
