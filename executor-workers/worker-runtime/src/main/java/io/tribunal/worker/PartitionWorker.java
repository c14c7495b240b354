package io.tribunal.worker;

import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.policy.Limits;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what one partition writes and when: nothing while state is rebuilt, answers as soon as there are any, an empty
 * batch when only rejected or control entries were handled or when the heartbeat is due. Times in ms of any clock. Requests may be
 * under way in the service while later ones begin; they are finished in offset order.
 */
final class PartitionWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);

    private static final long FILL_MS = 20;
    private static final long MAX_BACKLOG_BYTES = 4 << 20;
    private static final int MAX_AHEAD = 1_000;

    private final int partition;
    private final long begin;
    private final Function<List<StateVoid>, PartitionExecutor> executors;
    private final List<StateVoid> settlements = new ArrayList<>();
    private final ExecutorMetrics metrics;
    /** PendingRecord and not finished, in offset order. */
    private final Deque<Ahead> ahead = new ArrayDeque<>();

    private final List<ResponseBatch.Item> pending = new ArrayList<>();
    private PartitionExecutor executor;
    private long aheadBytes;
    private boolean settling;
    private long backlog;
    private long handled;
    private long floor;
    private long written;
    private long answersAfter;
    private long lastWrittenAt;
    private long answeredAt = -FILL_MS;

    private record Ahead(long offset, PendingRecord begun, int bytes, long begunAt) {}

    /**
     * A worker that has read nothing.
     *
     * @param begin offset of the first record that it wants: 0, or the one behind the state that its executors begin from
     * @param resumeFrom offset up to which an earlier run has answered everything; 0 for a first run
     * @param executors gives a fresh executor that knows the settlements
     */
    PartitionWorker(
            int partition,
            long begin,
            long resumeFrom,
            Function<List<StateVoid>, PartitionExecutor> executors,
            ExecutorMetrics metrics) {
        this.partition = partition;
        this.begin = begin;
        this.handled = begin - 1;
        this.executors = executors;
        this.metrics = metrics;
        this.executor = executors.apply(List.of());
        this.floor = resumeFrom - 1;
        this.written = resumeFrom - 1;
        this.answersAfter = resumeFrom - 1;
    }

    /** Takes the next record in offset order; false when all records must be given again from {@link #begin} on. */
    boolean handle(LoggedRecord record) {
        if (!settling) {
            PendingRecord begun = executor.begin(record, record.offset() <= answersAfter);
            ahead.add(new Ahead(record.offset(), begun, record.value().length(), metrics.now()));
            aheadBytes += record.value().length();
            settling = begun instanceof PendingRecord.Unsettled;
        }
        return advance();
    }

    /** Finishes what is done, in offset order; false when all records must be given again from {@link #begin} on. */
    boolean advance() {
        while (!ahead.isEmpty() && ahead.getFirst().begun().isDone()) {
            Ahead first = ahead.removeFirst();
            aheadBytes -= first.bytes();
            if (first.begun() instanceof PendingRecord.Unsettled unsettled) {
                settle(unsettled.settlement());
                return false;
            }
            finish(first);
        }
        if (executor.isBroken()) {
            LOG.warn(
                    "event=service_lost partition={} offset={} action=\"rebuilding the partition\"",
                    partition,
                    handled + 1);
            restart();
            return false;
        }
        return true;
    }

    private void finish(Ahead first) {
        switch (first.begun()) {
            case PendingRecord.Asked asked -> {
                ResponseBatch.Item item = item(executor.finish(asked));
                asked.execution().encoded(item.encoded());
                if (first.offset() > answersAfter) {
                    add(item);
                    metrics.answered(first.begunAt());
                }
            }
            case PendingRecord.Passed passed -> {
                if (passed.rejected() && first.offset() > answersAfter) {
                    metrics.rejected();
                }
            }
            case PendingRecord.Unsettled ignored -> {}
        }
        handled = first.offset();
    }

    /** Answers after the settled request are given anew if the Void itself has not been passed by an earlier run. */
    private void settle(StateVoid settlement) {
        LOG.warn(
                "event=state_settled position={}@{} offset={} note=\"rebuilding the partition\"",
                partition,
                settlement.position(),
                settlement.offset());
        settlements.add(settlement);
        if (settlement.position() > floor) {
            floor = settlement.position();
            answersAfter = settlement.offset();
        }
        restart();
    }

    /** Begins anew, keeping only what will not be answered again. */
    private void restart() {
        executor.close();
        executor = executors.apply(List.copyOf(settlements));
        ahead.clear();
        aheadBytes = 0;
        settling = false;
        pending.removeIf(item -> item.response().businessOffset() > answersAfter);
        backlog = pending.stream().mapToLong(item -> item.encoded().length()).sum();
        handled = begin - 1;
    }

    /** Takes a batch back that could not be signed: its answers will be given again. */
    void takeBack(AnswerBatch batch) {
        if (!batch.items().isEmpty()) {
            long first = batch.items().getFirst().response().businessOffset();
            answersAfter = Math.min(answersAfter, first - 1);
        }
    }

    /** Ends the service's run. */
    void close() {
        executor.close();
    }

    private void add(ResponseBatch.Item item) {
        pending.add(item);
        backlog += item.encoded().length();
    }

    /** Offset of the first record that it wants. */
    long begin() {
        return begin;
    }

    /** Offset from which a worker in its place must answer. */
    long resumeFrom() {
        return floor + 1;
    }

    /** Keys, policy and membership by what it has read, once it has read genesis. */
    Optional<DecisionChain> rules() {
        return executor.rules();
    }

    /** Bytes of answers that have not been drained, and of requests that are not done. */
    long backlog() {
        return backlog + aheadBytes;
    }

    /** Whether requests are on their way through the service. */
    boolean isExecuting() {
        return !ahead.isEmpty();
    }

    /** The same, or answers wait to be drained. */
    boolean isBusy() {
        return backlog > 0 || isExecuting();
    }

    /** Whether it should be given no more for now. */
    boolean isFull() {
        return backlog() > MAX_BACKLOG_BYTES || ahead.size() > MAX_AHEAD;
    }

    /** What to write now, in order. */
    List<AnswerBatch> drain(long now) {
        boolean isDue = pending.isEmpty() ? isEmptyBatchDue(now) : !isFilling(now);
        return isDue ? drained(now) : List.of();
    }

    /** What is left to write before the end, in order: no heartbeat, no patience. */
    List<AnswerBatch> drainLast(long now) {
        return pending.isEmpty() ? List.of() : drained(now);
    }

    private List<AnswerBatch> drained(long now) {
        if (!pending.isEmpty()) {
            answeredAt = now;
        }
        List<AnswerBatch> batches = AnswerBatch.cut(pending, floor, handled);
        pending.clear();
        backlog = 0;
        answersAfter = Math.max(answersAfter, handled);
        floor = Math.max(floor, handled);
        written = floor;
        lastWrittenAt = now;
        return batches;
    }

    /** While a service is busy, a little patience makes one record and one signature of many answers. */
    private boolean isFilling(long now) {
        return isExecuting() && now - answeredAt < FILL_MS && pending.size() < Limits.MAX_RESPONSES;
    }

    private boolean isEmptyBatchDue(long now) {
        boolean rebuilding = handled < 0 || handled < floor;
        return !rebuilding && (handled > written || now - lastWrittenAt >= heartbeat());
    }

    private long heartbeat() {
        return rules().map(chain -> chain.policy().timing().heartbeat()).orElse(Long.MAX_VALUE);
    }

    private static ResponseBatch.Item item(Response response) {
        return new ResponseBatch.Item(PayloadCodec.encodeResponse(response), response);
    }
}
