package io.tribunal.worker.loop;

import io.tribunal.worker.TestLog;
import io.tribunal.worker.Replica;
import io.tribunal.worker.Service;
import io.tribunal.worker.ExecutorSigner;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.response.ResponseWriter;
import io.tribunal.worker.response.KeySigner;
import io.tribunal.worker.response.BatchSigner;
import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.worker.example.GreetingExecutor;
import io.tribunal.worker.fault.FaultInjector;
import io.tribunal.worker.recovery.RejoinStateMachine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ExecutorLoopTest {
    private static final String TOPIC = "business";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final TestLog log = new TestLog(UnaryOperator.identity(), 3);
    private final List<Long> rejoins = new ArrayList<>();
    private final List<Map<Integer, Long>> rebuilds = new ArrayList<>();
    private Optional<VerifiedSnapshot> snapshot = Optional.empty();
    private final AtomicLong clock = new AtomicLong();
    private Service service = Service.of(new GreetingExecutor().create());

    /** The mock forgets on assignment what its group has committed. */
    private static final class RememberingConsumer extends MockConsumer<byte[], byte[]> {
        private final Optional<Long> committed;

        RememberingConsumer(Optional<Long> committed) {
            super("earliest");
            this.committed = committed;
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            committed.ifPresent(offset -> commitSync(Map.of(PARTITION, new OffsetAndMetadata(offset))));
        }
    }

    /** One life of the process: its own clients, on the log that outlives it. */
    private final class Life {
        final MockConsumer<byte[], byte[]> consumer;
        final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
        final boolean acknowledging;
        final ExecutorLoop loop;

        Life(Optional<Long> committed, boolean acknowledging) {
            this.acknowledging = acknowledging;
            this.consumer = new RememberingConsumer(committed);
            consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
            consumer.updateEndOffsets(Map.of(PARTITION, 0L));
            ExecutorMetrics metrics = new ExecutorMetrics(TestLog.EXECUTOR, clock::get);
            ExecutorSigner signer = new KeySigner(log.deployment(), TestLog.EXECUTOR, log.executorKey);
            loop = new ExecutorLoop(
                    new BusinessLogReader(consumer, TOPIC),
                    new BatchSender(
                            new FaultInjector(Optional.empty(), 1, () -> {}, () -> 0),
                            new BatchSigner(log.deployment(), TestLog.EXECUTOR, signer, 0),
                            new ResponseWriter("responses", new byte[0], this::producer, metrics),
                            metrics),
                    new PartitionWorkers(log.deployment(), TestLog.EXECUTOR, Ed25519.verifier(), service, this::find, metrics),
                    new RejoinStateMachine(rejoins::add),
                    metrics,
                    clock::get);
        }

        private Map<Integer, VerifiedSnapshot> find(Map<Integer, Long> resume) {
            rebuilds.add(resume);
            return snapshot.map(found -> Map.of(0, found)).orElse(Map.of());
        }

        private MockProducer<byte[], byte[]> producer() {
            producers.add(
                    new MockProducer<>(acknowledging, null, new ByteArraySerializer(), new ByteArraySerializer()));
            return producers.getLast();
        }

        /** Hands the records from an offset on to the next poll; again from 0 if the loop rewinds. */
        void give(long from) {
            consumer.schedulePollTask(() -> {
                for (long offset = from; offset < log.size(); offset++) {
                    consumer.addRecord(new ConsumerRecord<>(
                            TOPIC,
                            0,
                            offset,
                            TestLog.NOW,
                            TimestampType.LOG_APPEND_TIME,
                            0,
                            0,
                            new byte[0],
                            log.value(offset),
                            new RecordHeaders(),
                            Optional.empty()));
                }
            });
        }

        void steps(int count) throws InterruptedException {
            for (int i = 0; i < count; i++) {
                clock.addAndGet(50);
                loop.step();
            }
        }

        List<ResponseBatch> written() {
            return producers.stream()
                    .flatMap(producer -> producer.history().stream())
                    .map(record -> ResponseCodec.decode(new LogPosition(0, 0), TestLog.NOW, true, record.value()))
                    .map(ResponseRecord::batch)
                    .map(Optional::orElseThrow)
                    .toList();
        }

        List<Long> answered() {
            return written().stream()
                    .flatMap(batch -> batch.items().stream())
                    .map(item -> item.response().businessOffset())
                    .toList();
        }

        Optional<Long> committed() {
            return Optional.ofNullable(consumer.committed(Set.of(PARTITION)).get(PARTITION))
                    .map(OffsetAndMetadata::offset);
        }
    }

    @Test
    void shouldAnswerNothingTwiceAfterACleanRestart() throws InterruptedException {
        log.greet("a");
        log.greet("a");
        Life first = new Life(Optional.empty(), true);
        first.give(0);
        first.steps(20);
        Optional<Long> committed = first.committed();
        log.greet("a");

        Life second = new Life(committed, true);
        second.give(0);
        second.steps(3);

        assertThat(first.answered()).containsExactly(1L, 2L);
        assertThat(second.answered()).containsExactly(3L);
        assertThat(second.written()
                        .getFirst()
                        .items()
                        .getFirst()
                        .response()
                        .output()
                        .toUtf8())
                .isEqualTo("{\"greeted\":3}");
    }

    @Test
    void shouldRememberOnlyWhatIsAcknowledged() throws InterruptedException {
        log.greet("a");
        Life life = new Life(Optional.empty(), false);
        life.give(0);
        life.steps(20);
        assertThat(life.answered()).containsExactly(1L);
        assertThat(life.committed()).isEmpty();

        life.producers.getFirst().completeNext();
        life.steps(20);

        assertThat(life.committed()).contains(2L);
    }

    @Test
    void shouldWriteBeforeItsEndWhatTheServiceIsStillAtWorkOn() throws InterruptedException {
        ManualService manual = new ManualService();
        service = manual;
        log.greet("a");
        log.greet("b");
        Life life = new Life(Optional.empty(), true);
        life.give(0);
        life.steps(3);
        assertThat(life.answered()).isEmpty();

        manual.run().finish(1, 2);
        life.loop.stop();
        life.loop.run();

        assertThat(life.answered()).containsExactly(1L, 2L);
        assertThat(manual.run().closed).isTrue();
    }

    @Test
    void shouldRepeatTheSameAnswersAfterAKill() throws InterruptedException {
        log.greet("a");
        log.greet("b");
        Life killed = new Life(Optional.empty(), false);
        killed.give(0);
        killed.steps(3);

        Life second = new Life(killed.committed(), true);
        second.give(0);
        second.steps(3);

        assertThat(second.written().getFirst().items())
                .isEqualTo(killed.written().getFirst().items());
    }

    @Test
    void shouldMakeOneBatchOfTheAnswersThatComeWhileOneIsUnderWay() throws InterruptedException {
        Life life = lifeWithABatchUnderWay();

        life.steps(15);
        assertThat(life.answered()).containsExactly(1L);
        life.producers.getFirst().completeNext();
        life.steps(1);

        assertThat(life.written()).hasSize(2);
        assertThat(life.answered()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldWriteAgainInOrderAfterTheProducerGaveUp() throws InterruptedException {
        Life life = lifeWithABatchUnderWay();
        life.producers.getFirst().errorNext(new OutOfOrderSequenceException("lost"));

        life.steps(15);
        assertThat(life.producers).hasSize(2);
        life.producers.getLast().completeNext();
        life.steps(1);

        assertThat(life.answered()).containsExactly(1L, 1L, 2L, 3L);
    }

    /** The answer to offset 1 is written and not acknowledged; those to 2 and 3 wait. */
    private Life lifeWithABatchUnderWay() throws InterruptedException {
        log.greet("a");
        Life life = new Life(Optional.empty(), false);
        life.give(0);
        life.steps(2);
        log.greet("b");
        log.greet("c");
        life.give(2);
        life.steps(1);
        return life;
    }

    @Test
    void shouldKeepTryingWhileTheBrokersAreAway() throws InterruptedException {
        Life life = new Life(Optional.empty(), true);
        life.consumer.setPollException(new TimeoutException("away"));
        log.greet("a");
        life.steps(1);
        life.give(0);

        life.steps(2);

        assertThat(life.answered()).containsExactly(1L);
    }

    @Test
    void shouldGoOnBehindAPoisonedRecord() throws InterruptedException {
        log.bytes(new byte[] {0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1});
        log.bytes(new byte[5 << 20]);
        log.greet("a");
        Life life = new Life(Optional.empty(), true);
        life.give(0);

        life.steps(2);

        assertThat(life.answered()).containsExactly(3L);
    }

    @Test
    void shouldSignBatchesThatNameTheExecutor() throws InterruptedException {
        log.greet("a");
        Life life = new Life(Optional.empty(), true);
        life.give(0);

        life.steps(2);

        ResponseBatch.Header header = life.written().getFirst().header();
        assertThat(header.author()).isEqualTo("e1");
        assertThat(header.deployment()).isEqualTo(log.deployment());
        assertThat(header.processedTo()).isEqualTo(1);
        assertThat(header.count()).isEqualTo(1);
        assertThat(header.root()).isEqualTo(life.written().getFirst().tree().root());
    }

    @Test
    void shouldRebuildEverythingAfterAnIsolationOfItsOwnAndAskOnceToRejoin() throws InterruptedException {
        log.greet("a");
        long place = log.greet("a");
        Life life = new Life(Optional.empty(), true);
        life.give(0);
        life.steps(2);
        snapshot = Optional.of(new Replica(log).verifiedSnapshot(place));
        long isolated = log.decide(new MembershipEvent.Isolate(TestLog.EXECUTOR, DeviationClass.WRONG), 0);
        life.consumer.updateEndOffsets(Map.of(PARTITION, isolated + 1));
        life.give(isolated);
        life.steps(1);
        assertThat(rebuilds).containsExactly(Map.of(0, 0L), Map.of(0, isolated));
        assertThat(rejoins).as("not before it has caught up").isEmpty();
        assertThat(life.consumer.position(PARTITION)).isEqualTo(place + 1);
        log.greet("a");
        life.give(isolated);

        life.steps(5);

        assertThat(rebuilds).hasSize(2);
        assertThat(rejoins).containsExactly(1L);
        assertThat(life.answered()).containsExactly(1L, 2L, isolated + 1);
    }

    @Test
    void shouldRebuildLaterWhenTheBrokersAreAwayWhileItIsIsolated() throws InterruptedException {
        log.greet("a");
        Life life = new Life(Optional.empty(), true);
        life.give(0);
        life.steps(2);
        long isolated = log.decide(new MembershipEvent.Isolate(TestLog.EXECUTOR, DeviationClass.WRONG), 0);
        life.consumer.setOffsetsException(new TimeoutException("away"));
        life.give(isolated);
        life.steps(1);
        assertThat(rebuilds).hasSize(1);
        life.consumer.updateEndOffsets(Map.of(PARTITION, isolated + 1));

        life.steps(1);
        assertThat(rebuilds).hasSize(2);
        assertThat(rejoins).isEmpty();
        life.give(0);
        life.steps(2);

        assertThat(rejoins).containsExactly(1L);
    }

    @Test
    void shouldNotMindAnIsolationThatWasLiftedSince() throws InterruptedException {
        log.decide(new MembershipEvent.Isolate(TestLog.EXECUTOR, DeviationClass.WRONG), 0);
        log.decide(new MembershipEvent.Probation(TestLog.EXECUTOR), 1);
        log.decide(new MembershipEvent.Readmit(TestLog.EXECUTOR, 1), 2);
        log.greet("a");
        Life life = new Life(Optional.empty(), true);
        life.consumer.updateEndOffsets(Map.of(PARTITION, 5L));
        life.give(0);

        life.steps(5);

        assertThat(life.answered()).containsExactly(4L);
        assertThat(rebuilds).hasSize(1);
        assertThat(rejoins).isEmpty();
    }
}
