package io.tribunal.core.partition;

import io.tribunal.core.admission.Decision;
import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.log.LoggedResponse;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import java.util.function.BiConsumer;

/**
 * Takes the records of the response log: a batch of a member moves the cursor, and with it the reading of the business log;
 * its responses are counted, held while they are early, or left in the log while there is no room (PROTOCOL 5).
 */
final class ResponseIntake {
    /** Business offsets by which a non-voting executor may be behind a ballot that still waits for it. */
    private static final int AWAITED_WITHIN = 256;

    private final PartitionAdmission admission;
    private final BusinessReader business;
    private final BatchAdmission batches;
    private final ElapsedTime time;
    private final LogHashes hashes;
    private final RequestHashWatch watch;
    private final Cursor cursor;
    private final HeldResponses held;
    private final Backlog backlog;
    private final BallotDecider ballots;
    private final BiConsumer<Decision, EventCollector> entries;

    /** @param entries handles each business entry that the cursor has reached */
    ResponseIntake(
            PartitionAdmission admission,
            BusinessReader business,
            BatchAdmission batches,
            ElapsedTime time,
            LogHashes hashes,
            RequestHashWatch watch,
            Cursor cursor,
            HeldResponses held,
            Backlog backlog,
            BallotDecider ballots,
            BiConsumer<Decision, EventCollector> entries) {
        this.admission = admission;
        this.business = business;
        this.batches = batches;
        this.time = time;
        this.hashes = hashes;
        this.watch = watch;
        this.cursor = cursor;
        this.held = held;
        this.backlog = backlog;
        this.ballots = ballots;
        this.entries = entries;
    }

    /** Advances the log's own time to the record. */
    Moment begin(ResponseRecord record) {
        business.open();
        time.advanceTo(record.appendTime(), admission.policy().timing().maxStep());
        hashes.add(record);
        return new Moment(record.position().offset(), time.elapsed());
    }

    void take(ResponseRecord record, EventCollector out) {
        switch (batches.check(record)) {
            case BatchAdmission.Refused refused -> {
                out.discarded(refused);
                readBacklog(out);
            }
            case BatchAdmission.ByValidator heartbeat -> {
                cursor.claim(heartbeat.validator(), heartbeat.key(), heartbeat.processedTo());
                advance(out);
            }
            case BatchAdmission.ByExecutor answer -> {
                cursor.claim(
                        answer.executor(), answer.key(), answer.batch().header().processedTo());
                advance(out);
                if (!backlog.isDeferred(answer.executor())) {
                    take(
                            answer.executor(),
                            answer.batch(),
                            new Backlog.Mark(out.now().offset(), 0),
                            out);
                }
            }
        }
    }

    private void advance(EventCollector out) {
        business.readTo(cursor.reach(), ballots::hasRoom, decision -> entries.accept(decision, out));
        held.release(business.handledThrough(), response -> take(response, out));
        readBacklog(out);
    }

    /** There is room again when half of what an executor may have held is free. */
    private void readBacklog(EventCollector out) {
        backlog.readOn(
                out.now().offset(),
                executor -> held.bytesOf(executor) <= maxHeld() / 2,
                (executor, batch, from) -> take(executor, batch, from, out));
    }

    /** Takes the responses of a batch from one on; returns false when one had to be deferred for want of room. */
    private boolean take(ExecutorId executor, ResponseBatch batch, Backlog.Mark from, EventCollector out) {
        for (int index = from.index(); index < batch.items().size(); index++) {
            LoggedResponse response = new LoggedResponse(executor, batch.prove(index), from.offset());
            if (isEarly(response) && !held.hasRoomFor(response, maxHeld())) {
                backlog.defer(executor, new Backlog.Mark(from.offset(), index));
                return false;
            }
            take(response, out);
        }
        return true;
    }

    private int maxHeld() {
        return admission.policy().limits().maxHeld();
    }

    private void take(LoggedResponse response, EventCollector out) {
        if (isEarly(response)) {
            held.hold(response, business.handledThrough());
        }
        if (response.businessOffset() <= business.handledThrough()) {
            watch.answered(response);
            ballots.count(response, out);
        }
    }

    private boolean isEarly(LoggedResponse response) {
        return response.businessOffset() > business.handledThrough() || mayCountAgain(response);
    }

    /** Its author may have handled a Void that the cursor has not reached yet; after that Void it is needed again. */
    private boolean mayCountAgain(LoggedResponse response) {
        return response.processedTo() > business.handledThrough() && ballots.mayRestartFor(response);
    }

    /** Drops the claim of an executor whose status has changed. */
    void forget(ExecutorId executor) {
        cursor.forget(executor);
    }

    /** Whether a non-voting executor is near enough for the ballot at that offset to wait for it. */
    boolean isNear(ExecutorId executor, long businessOffset) {
        return cursor.claimOf(executor) >= businessOffset - AWAITED_WITHIN;
    }
}
