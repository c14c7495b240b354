package io.tribunal.worker.loop;

import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.policy.HeartbeatPace;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.response.AnswerBatch;
import io.tribunal.worker.state.LoggedRecord;
import io.tribunal.worker.state.PartitionExecutor;
import io.tribunal.worker.state.PendingRecord;
import io.tribunal.worker.state.StateVoid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the records of one partition and decides what a flush writes: nothing during a rebuild, answers as soon as
 * there are any, an empty batch when only rejected or control entries were handled or when the heartbeat is due. The service
 * may execute several requests at once; they are finished in offset order. Times in ms of any clock that only goes forward.
 */
public final class PartitionWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);

    private static final long MAX_BACKLOG_BYTES = 4 << 20;
    private static final int MAX_PENDING = 1_000;

    private final int partition;
    private final Function<List<StateVoid>, PartitionExecutor> executors;
    private final ExecutorMetrics metrics;
    private final List<StateVoid> voids = new ArrayList<>();
    private final PendingQueue pending = new PendingQueue();
    private final AnswerBuffer answers = new AnswerBuffer();
    private PartitionExecutor executor;
    private PartitionProgress progress;
    private HeartbeatPace heartbeats = new HeartbeatPace();

    /**
     * A worker that has read nothing.
     *
     * @param begin offset of the first record that it needs: 0, or the one after the snapshot that its executors start from
     * @param resumeFrom offset up to which an earlier run has answered everything; 0 for a first run
     * @param executors gives a fresh executor that knows these Voids
     */
    public PartitionWorker(
            int partition,
            long begin,
            long resumeFrom,
            Function<List<StateVoid>, PartitionExecutor> executors,
            ExecutorMetrics metrics) {
        this.partition = partition;
        this.executors = executors;
        this.metrics = metrics;
        this.executor = executors.apply(List.of());
        this.progress = PartitionProgress.start(begin, resumeFrom);
    }

    /** Takes the next record in offset order; false when all records must be given again from {@link #begin} on. */
    public boolean handle(LoggedRecord record) {
        if (!pending.endsWithVoid()) {
            PendingRecord begun = executor.begin(record, progress.isAnswered(record.offset()));
            pending.add(record, begun, metrics.now());
        }
        return advance();
    }

    /** Finishes the records that are done, in offset order; false when all must be given again from {@link #begin} on. */
    public boolean advance() {
        for (Optional<PendingQueue.Entry> done = pending.pollDone(); done.isPresent(); done = pending.pollDone()) {
            PendingQueue.Entry entry = done.get();
            if (entry.record() instanceof PendingRecord.VoidFound found) {
                rebuildAfter(found.stateVoid());
                return false;
            }
            finish(entry);
        }
        if (executor.isBroken()) {
            LOG.warn(
                    "event=service_lost partition={} offset={} action=\"rebuilding the partition\"",
                    partition,
                    progress.handledTo() + 1);
            rebuild();
            return false;
        }
        return true;
    }

    private void finish(PendingQueue.Entry entry) {
        boolean repeated = progress.isAnswered(entry.offset());
        switch (entry.record()) {
            case PendingRecord.Executing executing -> {
                ResponseBatch.Item item = item(executor.finish(executing));
                executing.execution().encoded(item.encoded());
                if (!repeated) {
                    answers.add(item);
                    metrics.answered(entry.begunAt());
                }
            }
            case PendingRecord.Unanswered unanswered -> {
                if (unanswered.rejected() && !repeated) {
                    metrics.rejected();
                }
            }
            case PendingRecord.VoidFound ignored -> {}
        }
        progress = progress.handled(entry.offset());
    }

    private void rebuildAfter(StateVoid found) {
        LOG.warn(
                "event=state_settled position={}@{} offset={} note=\"rebuilding the partition\"",
                partition,
                found.position(),
                found.offset());
        voids.add(found);
        progress = progress.voided(found);
        rebuild();
    }

    /** Starts again from {@link #begin} and keeps only the answers that will not be given again. */
    private void rebuild() {
        executor.close();
        executor = executors.apply(List.copyOf(voids));
        pending.clear();
        answers.retainAnswered(progress);
        progress = progress.rebuilding();
        heartbeats = new HeartbeatPace();
    }

    /** Takes back a batch that could not be signed: its answers will be given again. */
    public void takeBack(AnswerBatch batch) {
        if (!batch.items().isEmpty()) {
            progress = progress.takenBack(batch.items().getFirst().response().businessOffset());
        }
    }

    /** Ends the service's run. */
    public void close() {
        executor.close();
    }

    /** Offset of the first record that it needs. */
    long begin() {
        return progress.begin();
    }

    /** Offset from which a worker in its place must answer. */
    long resumeFrom() {
        return progress.resumeFrom();
    }

    /** Keys, policy and membership after the records that it has read, once it has read genesis. */
    Optional<DecisionChain> rules() {
        return executor.rules();
    }

    /** Bytes of answers that have not been drained, and of requests that are not done. */
    long backlog() {
        return answers.bytes() + pending.bytes();
    }

    /** Whether the service is at work on requests. */
    boolean isExecuting() {
        return !pending.isEmpty();
    }

    /** Whether the service is at work on requests or answers wait to be drained. */
    boolean isBusy() {
        return !answers.isEmpty() || isExecuting();
    }

    /** Whether it should be given no more records for now. */
    boolean isFull() {
        return backlog() > MAX_BACKLOG_BYTES || pending.size() > MAX_PENDING;
    }

    /** The batches to write now, in order. */
    public List<AnswerBatch> drain(long now) {
        return !answers.isEmpty() || isEmptyBatchDue(now) ? drainAll(now) : List.of();
    }

    /** An empty batch to write with the batches of other partitions, if this one has long been quiet. */
    List<AnswerBatch> join(long now) {
        return !progress.isRebuilding() && !isBusy() && heartbeats.mayJoin(now) ? drainAll(now) : List.of();
    }

    /** The batches to write before the process ends, in order: all answers at once, and no heartbeat. */
    List<AnswerBatch> drainLast(long now) {
        return answers.isEmpty() ? List.of() : drainAll(now);
    }

    private List<AnswerBatch> drainAll(long now) {
        List<AnswerBatch> batches = answers.drain(progress);
        long announced = progress.writtenTo();
        progress = progress.drained();
        long entries = progress.writtenTo() - announced;
        rules().ifPresent(chain -> heartbeats.written(now, entries, chain.policy()));
        return batches;
    }

    private boolean isEmptyBatchDue(long now) {
        return emptyBatchIn(now) == 0;
    }

    /** Ms until an empty batch is due if nothing comes; {@link Long#MAX_VALUE} during a rebuild. */
    long emptyBatchIn(long now) {
        if (progress.isRebuilding()) {
            return Long.MAX_VALUE;
        }
        if (progress.hasUnannounced()) {
            return 0;
        }
        return isExecuting() ? heartbeats.dueIn(now, heartbeat()) : heartbeats.dueIn(now);
    }

    private long heartbeat() {
        return rules().map(chain -> chain.policy().timing().heartbeat()).orElse(Long.MAX_VALUE);
    }

    private static ResponseBatch.Item item(Response response) {
        return new ResponseBatch.Item(PayloadCodec.encodeResponse(response), response);
    }
}
