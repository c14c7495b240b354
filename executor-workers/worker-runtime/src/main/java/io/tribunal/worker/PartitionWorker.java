package io.tribunal.worker;

import io.tribunal.core.isolation.DecisionChain;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what one partition writes and when: nothing while state is rebuilt, answers as soon as there are any, an empty
 * batch when only rejected or control entries were handled or when the heartbeat is due. Times in ms of any clock.
 */
final class PartitionWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);

    private final int partition;
    private final long begin;
    private final Function<List<Settlement>, PartitionExecutor> executors;
    private final List<Settlement> settlements = new ArrayList<>();
    private final List<ResponseBatch.Item> pending = new ArrayList<>();
    private PartitionExecutor executor;
    private long backlog;
    private long handled;
    private long floor;
    private long written;
    private long answersAfter;
    private long lastWrittenAt;

    /**
     * A worker that has read nothing.
     *
     * @param begin offset of the first record that it wants: 0, or the one behind the state that its executors begin from
     * @param resumeFrom offset up to which an earlier run has answered everything; 0 for a first run
     * @param executors gives a fresh executor that knows the settlements
     */
    PartitionWorker(
            int partition, long begin, long resumeFrom, Function<List<Settlement>, PartitionExecutor> executors) {
        this.partition = partition;
        this.begin = begin;
        this.handled = begin - 1;
        this.executors = executors;
        this.executor = executors.apply(List.of());
        this.floor = resumeFrom - 1;
        this.written = resumeFrom - 1;
        this.answersAfter = resumeFrom - 1;
    }

    /** Takes the next record in offset order; false when all records must be given again from {@link #begin} on. */
    boolean handle(BusinessRecord record) {
        return switch (executor.handle(record)) {
            case PartitionExecutor.Outcome.Unanswered ignored -> {
                handled = record.offset();
                yield true;
            }
            case PartitionExecutor.Outcome.Answered answered -> {
                handled = record.offset();
                if (handled > answersAfter) {
                    add(item(answered.response()));
                }
                yield true;
            }
            case PartitionExecutor.Outcome.Unsettled unsettled -> {
                settle(unsettled.settlement());
                yield false;
            }
        };
    }

    /** Answers after the settled request are given anew if the Void itself has not been passed by an earlier run. */
    private void settle(Settlement settlement) {
        LOG.warn(
                "event=state_settled position={}@{} offset={} note=\"rebuilding the partition\"",
                partition,
                settlement.position(),
                settlement.offset());
        settlements.add(settlement);
        executor = executors.apply(List.copyOf(settlements));
        if (settlement.position() > floor) {
            floor = settlement.position();
            answersAfter = settlement.offset();
        }
        pending.removeIf(item -> item.response().businessOffset() > answersAfter);
        handled = begin - 1;
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

    /** Bytes of answers that have not been drained. */
    long backlog() {
        return backlog;
    }

    /** What to write now, in order. */
    List<AnswerBatch> drain(long now) {
        if (pending.isEmpty() && !isEmptyBatchDue(now)) {
            return List.of();
        }
        List<AnswerBatch> batches = AnswerBatch.cut(pending, floor, handled);
        pending.clear();
        backlog = 0;
        floor = Math.max(floor, handled);
        written = floor;
        lastWrittenAt = now;
        return batches;
    }

    private boolean isEmptyBatchDue(long now) {
        boolean rebuilding = handled < 0 || handled < floor;
        return !rebuilding && (handled > written || now - lastWrittenAt >= heartbeat());
    }

    private long heartbeat() {
        return rules().map(chain -> chain.policy().heartbeat()).orElse(Long.MAX_VALUE);
    }

    private static ResponseBatch.Item item(Response response) {
        return new ResponseBatch.Item(PayloadCodec.encodeResponse(response), response);
    }
}
