package io.tribunal.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.worker.Call;
import io.tribunal.worker.TestLog;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.response.AnswerBatch;
import io.tribunal.worker.state.LoggedRecord;
import io.tribunal.worker.state.PartitionExecutor;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A service outside this process executes several requests at once, finishes them in any order, and can lose its state. */
class ServiceRunTest {
    private static final long HEARTBEAT = 500;

    private final TestLog log = new TestLog(UnaryOperator.identity());
    private final ManualService service = new ManualService();

    private PartitionWorker worker(TestLog of, long resumeFrom) {
        return new PartitionWorker(
                0,
                0,
                resumeFrom,
                voids -> new PartitionExecutor(
                        0,
                        of.deployment(),
                        Ed25519.verifier(),
                        service.begin(0, Optional.empty()),
                        voids,
                        Optional.empty()),
                new ExecutorMetrics(TestLog.EXECUTOR, () -> 0));
    }

    private static boolean give(PartitionWorker worker, List<BusinessRecord> records) {
        return records.stream().allMatch(record -> worker.handle(new LoggedRecord(record, Bytes.EMPTY)));
    }

    private static List<Long> offsets(List<AnswerBatch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.items().stream())
                .map(item -> item.response().businessOffset())
                .toList();
    }

    @Test
    void shouldExecuteConcurrentlyAndAnswerInOffsetOrder() {
        long first = log.greet("a");
        long second = log.greet("b");
        long third = log.greet("c");
        PartitionWorker worker = worker(log, 0);
        give(worker, log.records());
        assertThat(service.run().needed()).as("all are executing").containsExactly(first, second, third);

        service.run().finish(third, second);
        worker.advance();
        assertThat(offsets(worker.drain(0))).as("the first is not done").isEmpty();
        service.run().finish(first);
        worker.advance();

        List<AnswerBatch> batches = worker.drain(1);
        assertThat(offsets(batches)).containsExactly(first, second, third);
        List<ResponseBatch.Item> items = batches.getFirst().items();
        assertThat(items.get(1).response().preState())
                .isEqualTo(items.get(0).response().postState());
        assertThat(service.run().encoded)
                .isEqualTo(items.stream().map(ResponseBatch.Item::encoded).toList());
    }

    @Test
    void shouldSendHeartbeatsWithoutAnnouncingUnfinishedRequests() {
        log.greet("a");
        long second = log.greet("b");
        PartitionWorker worker = worker(log, 0);
        give(worker, log.records());
        worker.drain(0);
        service.run().finish(second);

        worker.advance();

        assertThat(worker.drain(HEARTBEAT)).containsExactly(new AnswerBatch(0, 1, List.of()));
        assertThat(worker.isBusy()).isTrue();
    }

    @Test
    void shouldRebuildWhenTheServiceIsLostAndRepeatNoAnswer() {
        long first = log.greet("a");
        long second = log.greet("b");
        PartitionWorker worker = worker(log, 0);
        give(worker, log.records());
        service.run().finish(first);
        worker.advance();
        assertThat(offsets(worker.drain(0))).containsExactly(first);

        service.run().broken = true;
        assertThat(worker.advance()).as("the records must be given again").isFalse();

        assertThat(service.runs.getFirst().closed).isTrue();
        give(worker, log.records());
        assertThat(service.run().calls).filteredOn(Call::answered).hasSize(1);
        service.run().finish(first);
        worker.advance();
        assertThat(offsets(worker.drain(10 * HEARTBEAT)))
                .as("the first answer is in the log already")
                .isEmpty();
        service.run().finish(second);
        worker.advance();
        assertThat(offsets(worker.drain(10 * HEARTBEAT))).containsExactly(second);
    }

    @Test
    void shouldAnswerAgainUndrainedAnswersWhenTheServiceIsLost() {
        long first = log.greet("a");
        PartitionWorker worker = worker(log, 0);
        give(worker, log.records());
        service.run().finish(first);
        service.run().broken = true;

        assertThat(worker.advance()).isFalse();
        give(worker, log.records());
        assertThat(offsets(worker.drain(0))).isEmpty();
        service.run().finish(first);
        worker.advance();

        assertThat(offsets(worker.drain(1))).containsExactly(first);
        assertThat(worker.backlog()).isZero();
    }

    @Test
    void shouldAnswerAgainWhenABatchCouldNotBeSigned() {
        long first = log.greet("a");
        long second = log.greet("b");
        PartitionWorker worker = worker(log, 0);
        give(worker, log.records());
        service.run().finish(first);
        worker.advance();
        AnswerBatch unsigned = worker.drain(0).getFirst();
        service.run().broken = true;

        worker.takeBack(unsigned);
        assertThat(worker.advance()).isFalse();
        give(worker, log.records());
        service.run().finish(first, second);
        worker.advance();

        assertThat(offsets(worker.drain(1))).containsExactly(first, second);
    }

    @Test
    void shouldNotGiveTheServiceAVoidedRequest() {
        long disputed = log.greet("a");
        long later = log.greet("b");
        PartitionWorker worker = worker(log, 0);
        give(worker, log.records());
        service.run().finish(disputed, later);
        worker.advance();
        assertThat(offsets(worker.drain(0))).containsExactly(disputed, later);
        long position = log.voidState(disputed, Hash.ZERO);
        log.greet("c");
        List<BusinessRecord> rest = log.records().subList((int) position, log.size());

        assertThat(give(worker, rest)).as("all records must be given again").isFalse();

        give(worker, log.records());
        assertThat(service.runs).hasSize(2);
        assertThat(service.run().needed()).containsExactly(later, position + 1);
        service.run().finish(later, position + 1);
        worker.advance();
        List<AnswerBatch> batches = worker.drain(1);
        assertThat(offsets(batches)).containsExactly(later, position + 1);
        assertThat(batches.getFirst().items().getFirst().response().output().toUtf8())
                .isEqualTo("{\"count\":1}");
    }

    @Test
    void shouldBeginNothingAfterAPendingVoid() {
        long slow = log.greet("a");
        log.voidState(slow, Hash.ZERO);
        long behind = log.greet("b");
        PartitionWorker worker = worker(log, 0);

        assertThat(give(worker, log.records())).isTrue();
        assertThat(service.run().needed()).containsExactly(slow).doesNotContain(behind);
        service.run().finish(slow);

        assertThat(worker.advance()).as("all records must be given again").isFalse();
    }

    @Test
    void shouldNotExecuteAnsweredRequestsOfAStatelessService() {
        TestLog stateless = new TestLog(policy -> TestLog.with(policy, false, 1 << 16, 1000));
        stateless.greet("a");
        long fresh = stateless.greet("b");
        PartitionWorker worker = worker(stateless, fresh);

        give(worker, stateless.records());

        assertThat(service.run().needed()).containsExactly(fresh);
        service.run().finish(fresh);
        worker.advance();
        assertThat(offsets(worker.drain(0))).containsExactly(fresh);
    }

    @Test
    void shouldBeFullAboveItsBounds() {
        PartitionWorker worker = worker(log, 0);
        for (int i = 0; i < 1_100; i++) {
            log.greet("a");
        }
        give(worker, log.records());

        assertThat(worker.isFull()).isTrue();
    }
}
