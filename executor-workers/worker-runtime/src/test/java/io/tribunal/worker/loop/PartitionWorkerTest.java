package io.tribunal.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.policy.HeartbeatPace;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.worker.Replica;
import io.tribunal.worker.Service;
import io.tribunal.worker.TestLog;
import io.tribunal.worker.example.GreetingExecutor;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.response.AnswerBatch;
import io.tribunal.worker.state.LoggedRecord;
import io.tribunal.worker.state.PartitionExecutor;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PartitionWorkerTest {
    private static final long HEARTBEAT = 500;
    private final TestLog log = new TestLog(UnaryOperator.identity());

    private PartitionWorker worker(long resumeFrom) {
        return worker(resumeFrom, Service.of(new GreetingExecutor().create()));
    }

    private PartitionWorker worker(long resumeFrom, Service service) {
        return new PartitionWorker(
                0,
                0,
                resumeFrom,
                voids -> new PartitionExecutor(
                        0,
                        log.deployment(),
                        Ed25519.verifier(),
                        service.begin(0, Optional.empty()),
                        voids,
                        Optional.empty()),
                new ExecutorMetrics(TestLog.EXECUTOR, () -> 0));
    }

    private static boolean handle(PartitionWorker worker, BusinessRecord record) {
        return worker.handle(new LoggedRecord(record, Bytes.EMPTY));
    }

    private static void handleAll(PartitionWorker worker, List<BusinessRecord> records) {
        for (BusinessRecord record : records) {
            if (!handle(worker, record)) {
                handleAll(worker, records);
                return;
            }
        }
    }

    private static List<Long> offsets(List<AnswerBatch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.items().stream())
                .map(item -> item.response().businessOffset())
                .toList();
    }

    @Test
    void shouldAnswerAllRecordsOfAPollInOneBatch() {
        log.greet("a");
        log.greet("b");
        log.greet("c");
        PartitionWorker worker = worker(0);
        handleAll(worker, log.records());

        List<AnswerBatch> batches = worker.drain(0);

        assertThat(batches).hasSize(1);
        assertThat(offsets(batches)).containsExactly(1L, 2L, 3L);
        assertThat(batches.getFirst().processedTo()).isEqualTo(3);
        assertThat(worker.drain(0)).isEmpty();
    }

    @Test
    void shouldAnnounceARejectedEntryAtOnce() {
        PartitionWorker worker = worker(0);
        handleAll(worker, log.records());
        worker.drain(0);
        long rejected = log.bytes(new byte[] {1});
        handle(worker, log.record(rejected));

        List<AnswerBatch> batches = worker.drain(1);

        assertThat(batches).containsExactly(new AnswerBatch(rejected, rejected + 1, List.of()));
    }

    @Test
    void shouldSendHeartbeatsWhenThereIsNothingToAnswer() {
        PartitionWorker worker = worker(0);
        assertThat(worker.drain(HEARTBEAT)).as("before genesis").isEmpty();
        handleAll(worker, log.records());
        worker.drain(1000);

        assertThat(worker.drain(1000 + HEARTBEAT - 1)).isEmpty();
        assertThat(worker.drain(1000 + HEARTBEAT)).containsExactly(new AnswerBatch(0, 1, List.of()));
        assertThat(worker.drain(1001 + HEARTBEAT)).isEmpty();
    }

    /** The answers do not come: the service is at work. */
    @Test
    void shouldSendHeartbeatsSteadilyWhileARequestIsNotAnswered() {
        ManualService manual = new ManualService();
        PartitionWorker worker = worker(0, manual);
        handleAll(worker, log.records());
        long now = fallQuiet(worker);
        handle(worker, log.record(log.greet("a")));

        assertThat(worker.emptyBatchIn(now)).isEqualTo(HEARTBEAT);
        assertThat(worker.join(now + HeartbeatPace.LONGEST_MS))
                .as("no need to join")
                .isEmpty();
        assertThat(worker.drain(now + HEARTBEAT)).containsExactly(new AnswerBatch(0, 1, List.of()));
        assertThat(worker.emptyBatchIn(now + HEARTBEAT)).isEqualTo(HEARTBEAT);
    }

    @Test
    void shouldFallQuietWhenNothingComes() {
        PartitionWorker worker = worker(0);
        assertThat(worker.join(HeartbeatPace.LONGEST_MS)).as("before genesis").isEmpty();
        handleAll(worker, log.records());

        long now = fallQuiet(worker);

        assertThat(worker.drain(now + HeartbeatPace.LONGEST_MS - 1)).isEmpty();
        assertThat(worker.join(now + HeartbeatPace.LONGEST_MS / 2)).containsExactly(new AnswerBatch(0, 1, List.of()));
    }

    /** Drains until heartbeats are as rare as they get; returns when the last one was. */
    private static long fallQuiet(PartitionWorker worker) {
        long now = 1_000;
        worker.drain(now);
        while (worker.emptyBatchIn(now) < HeartbeatPace.LONGEST_MS) {
            now += worker.emptyBatchIn(now);
            assertThat(worker.drain(now)).hasSize(1);
        }
        return now;
    }

    @Test
    void shouldSendHeartbeatsSteadilyAfterARebuild() {
        long disputed = log.greet("a");
        PartitionWorker worker = worker(0);
        handleAll(worker, log.records());
        long now = fallQuiet(worker);
        assertThat(handle(worker, log.record(log.voidState(disputed, Hash.ZERO))))
                .isFalse();

        handleAll(worker, log.records());
        worker.drain(now + 1);

        assertThat(worker.emptyBatchIn(now + 1)).isEqualTo(HEARTBEAT);
    }

    @Test
    void shouldWriteNothingDuringARebuild() {
        for (int i = 0; i < 5; i++) {
            log.greet("a");
        }
        PartitionWorker worker = worker(4);
        List<BusinessRecord> records = log.records();

        handleAll(worker, records.subList(0, 3));
        assertThat(worker.drain(10 * HEARTBEAT)).as("while it rebuilds").isEmpty();
        handleAll(worker, records.subList(3, 6));

        List<AnswerBatch> batches = worker.drain(10 * HEARTBEAT);
        assertThat(offsets(batches)).containsExactly(4L, 5L);
        assertThat(batches.getFirst().items().getLast().response().output().toUtf8())
                .isEqualTo("{\"greeted\":5}");
    }

    @Test
    void shouldAnswerAgainTheRequestsAfterAVoidedOne() {
        log.greet("a");
        long disputed = log.greet("a");
        log.greet("a");
        log.greet("a");
        PartitionWorker worker = worker(0);
        handleAll(worker, log.records());
        Hash before =
                new Hash(worker.drain(0).getFirst().items().get(1).response().preState());
        long position = log.voidState(disputed, before);
        log.greet("a");
        assertThat(handle(worker, log.record(position))).isFalse();

        handleAll(worker, log.records());
        List<AnswerBatch> batches = worker.drain(1);

        assertThat(offsets(batches)).containsExactly(3L, 4L, 6L);
        assertThat(batches).allSatisfy(batch -> assertThat(batch.processedTo()).isGreaterThanOrEqualTo(position));
        assertThat(batches.getFirst().items().getFirst().response().output().toUtf8())
                .isEqualTo("{\"greeted\":2}");
    }

    @Test
    void shouldAnnounceAVoidDuringTheRebuildButResumeAfterItOnlyWhenRebuilt() {
        long disputed = log.greet("a");
        log.greet("a");
        log.greet("a");
        long position = log.voidState(disputed, Hash.ZERO);
        PartitionWorker worker = worker(0);
        List<BusinessRecord> records = log.records();
        records.forEach(record -> handle(worker, record));

        records.subList(0, 3).forEach(record -> handle(worker, record));
        AnswerBatch early = worker.drain(0).getFirst();

        assertThat(early.processedTo()).isEqualTo(position);
        assertThat(early.resumeFrom()).isLessThanOrEqualTo(position);
        records.subList(3, 5).forEach(record -> handle(worker, record));
        AnswerBatch late = worker.drain(1).getLast();
        assertThat(late.resumeFrom()).isEqualTo(position + 1);
    }

    @Test
    void shouldNotAnswerAgainWhenAnEarlierRunHasPassedTheVoid() {
        long disputed = log.greet("a");
        log.greet("a");
        long position = log.voidState(disputed, Hash.ZERO);
        log.greet("a");
        PartitionWorker worker = worker(position + 1);

        handleAll(worker, log.records());

        List<AnswerBatch> batches = worker.drain(0);
        assertThat(offsets(batches)).containsExactly(4L);
        assertThat(batches.getFirst().items().getFirst().response().output().toUtf8())
                .isEqualTo("{\"greeted\":2}");
    }

    /** A worker that starts from the snapshot after that offset. */
    private PartitionWorker restored(long offset, long resumeFrom) {
        VerifiedSnapshot snapshot = new Replica(log).verifiedSnapshot(offset);
        return new PartitionWorker(
                0,
                offset + 1,
                resumeFrom,
                voids -> new PartitionExecutor(
                        0,
                        log.deployment(),
                        Ed25519.verifier(),
                        new GreetingExecutor().create(),
                        voids,
                        Optional.of(snapshot)),
                new ExecutorMetrics(TestLog.EXECUTOR, () -> 0));
    }

    @Test
    void shouldAnswerOnlyRequestsAfterASnapshot() {
        for (int i = 0; i < 5; i++) {
            log.greet("a");
        }
        PartitionWorker worker = restored(3, 0);
        assertThat(worker.begin()).isEqualTo(4);
        assertThat(worker.drain(HEARTBEAT)).containsExactly(new AnswerBatch(3, 4, List.of()));

        handleAll(worker, log.records().subList(4, 6));

        List<AnswerBatch> batches = worker.drain(HEARTBEAT);
        assertThat(offsets(batches)).containsExactly(4L, 5L);
        assertThat(batches.getFirst().items().getLast().response().output().toUtf8())
                .isEqualTo("{\"greeted\":5}");
        assertThat(worker.resumeFrom()).isEqualTo(6);
    }

    @Test
    void shouldNotAnswerAgainRequestsAfterASnapshotThatWereAnswered() {
        for (int i = 0; i < 5; i++) {
            log.greet("a");
        }
        PartitionWorker worker = restored(2, 5);

        handleAll(worker, log.records().subList(3, 4));
        assertThat(worker.drain(10 * HEARTBEAT)).as("while it rebuilds").isEmpty();
        handleAll(worker, log.records().subList(4, 6));

        assertThat(offsets(worker.drain(10 * HEARTBEAT))).containsExactly(5L);
    }

    @Test
    void shouldAnswerAgainTheRequestsAfterASnapshotAndAVoidedOne() {
        log.greet("a");
        long disputed = log.greet("a");
        log.greet("a");
        log.greet("a");
        Hash before = new Hash(new Replica(log).responses().get(disputed).preState());
        long position = log.voidState(disputed, before);
        log.greet("a");
        PartitionWorker worker = restored(3, 0);
        List<BusinessRecord> behind = log.records().subList(4, log.size());

        assertThat(handle(worker, behind.get(0))).isTrue();
        worker.drain(0);
        assertThat(handle(worker, behind.get(1))).isFalse();
        behind.forEach(record -> assertThat(handle(worker, record)).isTrue());

        List<AnswerBatch> batches = worker.drain(1);
        assertThat(offsets(batches)).containsExactly(4L, 6L);
        assertThat(batches).allSatisfy(batch -> assertThat(batch.processedTo()).isGreaterThanOrEqualTo(position));
        assertThat(batches.getFirst().items().getLast().response().output().toUtf8())
                .isEqualTo("{\"greeted\":4}");
    }
}
