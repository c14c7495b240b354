package io.tribunal.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.kafka.client.FlushPace;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.process.Retries;
import io.tribunal.schemas.codec.ResponseCodec;
import io.tribunal.schemas.signing.Ed25519;
import io.tribunal.worker.ExecutorSigner;
import io.tribunal.worker.Replica;
import io.tribunal.worker.Service;
import io.tribunal.worker.TestLog;
import io.tribunal.worker.example.GreetingExecutor;
import io.tribunal.worker.fault.FaultInjector;
import io.tribunal.worker.metrics.ExecutorMetrics;
import io.tribunal.worker.recovery.RejoinStateMachine;
import io.tribunal.worker.response.BatchSigner;
import io.tribunal.worker.response.KeySigner;
import io.tribunal.worker.response.ResponseWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

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
        private boolean woken;
        private Map<TopicPartition, OffsetAndMetadata> lastCommit = Map.of();
        private Duration lastPoll = Duration.ZERO;

        RememberingConsumer(Optional<Long> committed) {
            super("earliest");
            this.committed = committed;
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            committed.ifPresent(offset -> commitSync(Map.of(PARTITION, new OffsetAndMetadata(offset))));
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            lastPoll = timeout;
            return super.poll(timeout);
        }

        @Override
        public synchronized void wakeup() {
            woken = true;
            super.wakeup();
        }

        /** A consumer that was woken up during no poll ends its next call in this way. */
        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (woken) {
                woken = false;
                throw new WakeupException();
            }
            lastCommit = offsets;
            super.commitSync(offsets, timeout);
        }
    }

    /** One run of the process: its own clients, on a log that all runs share. */
    private final class Run {
        final RememberingConsumer consumer;
        final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
        final boolean acknowledging;
        final ExecutorLoop loop;

        Run(Optional<Long> committed, boolean acknowledging) {
            this(committed, acknowledging, 1);
        }

        Run(Optional<Long> committed, boolean acknowledging, int partitions) {
            this.acknowledging = acknowledging;
            this.consumer = new RememberingConsumer(committed);
            List<PartitionInfo> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new PartitionInfo(TOPIC, partition, null, null, null))
                    .toList();
            consumer.updatePartitions(TOPIC, all);
            for (PartitionInfo info : all) {
                TopicPartition partition = new TopicPartition(TOPIC, info.partition());
                consumer.updateBeginningOffsets(Map.of(partition, 0L));
                consumer.updateEndOffsets(Map.of(partition, 0L));
            }
            ExecutorMetrics metrics = new ExecutorMetrics(TestLog.EXECUTOR, clock::get);
            ExecutorSigner signer = new KeySigner(log.deployment(), TestLog.EXECUTOR, log.executorKey);
            loop = new ExecutorLoop(
                    new BusinessLogReader(consumer, TOPIC),
                    new BatchSender(
                            new FaultInjector(Optional.empty(), 1, () -> {}, () -> 0),
                            new BatchSigner(log.deployment(), TestLog.EXECUTOR, signer, 0),
                            new ResponseWriter("responses", new byte[0], this::producer, metrics),
                            metrics),
                    new PartitionWorkers(
                            log.deployment(), TestLog.EXECUTOR, Ed25519.verifier(), service, this::find, metrics),
                    new RejoinStateMachine(rejoins::add),
                    metrics,
                    clock::get,
                    new Retries(LoggerFactory.getLogger(ExecutorLoopTest.class), "business_log_unavailable", 0));
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

        /** Gives the records from an offset on to the next poll. */
        void give(long from) {
            give(0, from);
        }

        /** The same for a partition: all have the same records. */
        void give(int partition, long from) {
            consumer.schedulePollTask(() -> {
                for (long offset = from; offset < log.size(); offset++) {
                    consumer.addRecord(new ConsumerRecord<>(
                            TOPIC,
                            partition,
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

        /** One step, that many ms later. */
        void stepAfter(long ms) throws InterruptedException {
            clock.addAndGet(ms);
            loop.step();
        }

        /** The partitions of all batches, in the order of writing. */
        List<Integer> writtenTo() {
            return producers.stream()
                    .flatMap(producer -> producer.history().stream())
                    .map(ProducerRecord::partition)
                    .toList();
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

    private static final KafkaException DAMAGE =
            new KafkaException("Record batch for partition business-0 at offset 1 is invalid, cause: bad CRC");

    @Test
    void shouldAnswerWhatWasDamagedWhenItIsMended() throws InterruptedException {
        log.greet("a");
        Run run = new Run(Optional.empty(), true);
        run.steps(1);
        run.consumer.setPollException(DAMAGE);
        run.steps(1);
        assertThat(run.loop.isHealthy()).isFalse();

        run.consumer.updateEndOffsets(Map.of(PARTITION, (long) log.size()));
        run.give(0);
        run.steps(20);

        assertThat(run.answered()).containsExactly(1L);
        assertThat(run.loop.isHealthy()).isTrue();
    }

    @Test
    void shouldNotBeHealthyBeforeItHasReadWhatWasThereAfterAFailure() throws InterruptedException {
        Run run = new Run(Optional.empty(), true);
        run.steps(1);
        run.consumer.updateEndOffsets(Map.of(PARTITION, 5L));
        run.consumer.setPollException(DAMAGE);

        run.steps(10);

        assertThat(run.loop.isHealthy()).isFalse();
    }

    @Test
    void shouldEndWhenTheLogStaysDamagedAndSayWhere() throws InterruptedException {
        Run run = new Run(Optional.empty(), true);
        run.steps(1);
        run.consumer.updateEndOffsets(Map.of(PARTITION, 5L));
        for (int time = 0; time < 7; time++) {
            run.consumer.setPollException(DAMAGE);
            run.steps(1);
        }
        run.consumer.setPollException(DAMAGE);

        assertThatThrownBy(() -> run.steps(1))
                .isInstanceOf(LogDamagedException.class)
                .hasMessageContaining("business-0@1");
    }

    @Test
    void shouldEndWhenTheLogWasDeletedAndStaysAway() throws InterruptedException {
        Run run = new Run(Optional.empty(), true);
        run.steps(1);
        run.consumer.updatePartitions(TOPIC, List.of());
        run.steps(7);
        assertThat(run.loop.isHealthy()).isFalse();

        assertThatThrownBy(() -> run.steps(1)).hasMessageContaining("topic business is missing");
    }

    @Test
    void shouldAnswerNothingTwiceAfterACleanRestart() throws InterruptedException {
        log.greet("a");
        log.greet("a");
        Run first = new Run(Optional.empty(), true);
        first.give(0);
        first.steps(20);
        Optional<Long> committed = first.committed();
        log.greet("a");

        Run second = new Run(committed, true);
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
    void shouldCommitOnlyAcknowledgedOffsets() throws InterruptedException {
        log.greet("a");
        Run run = new Run(Optional.empty(), false);
        run.give(0);
        run.steps(20);
        assertThat(run.answered()).containsExactly(1L);
        assertThat(run.committed()).isEmpty();

        run.producers.getFirst().completeNext();
        run.steps(20);

        assertThat(run.committed()).contains(2L);
    }

    @Test
    void shouldFinishExecutingRequestsBeforeItEnds() throws InterruptedException {
        ManualService manual = new ManualService();
        service = manual;
        log.greet("a");
        log.greet("b");
        Run run = new Run(Optional.empty(), true);
        run.give(0);
        run.steps(3);
        assertThat(run.answered()).isEmpty();

        manual.run().finish(1, 2);
        run.loop.stop();
        run.loop.run();

        assertThat(run.answered()).containsExactly(1L, 2L);
        assertThat(manual.run().closed).isTrue();
    }

    @Test
    void shouldRepeatTheSameAnswersAfterAKill() throws InterruptedException {
        log.greet("a");
        log.greet("b");
        Run killed = new Run(Optional.empty(), false);
        killed.give(0);
        killed.steps(3);

        Run second = new Run(killed.committed(), true);
        second.give(0);
        second.steps(3);

        assertThat(second.written().getFirst().items())
                .isEqualTo(killed.written().getFirst().items());
    }

    @Test
    void shouldCollectAnswersWhileABatchIsInFlight() throws InterruptedException {
        Run run = lifeWithABatchUnderWay();

        run.steps(15);
        assertThat(run.answered()).containsExactly(1L);
        run.producers.getFirst().completeNext();
        run.steps(1);

        assertThat(run.written()).hasSize(2);
        assertThat(run.answered()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldAnswerALoneRequestAtOnce() throws InterruptedException {
        Run run = runThatHasReadGenesis(1);
        log.greet("a");
        run.give(0, 1);

        run.stepAfter(FlushPace.SHORTEST_MS);

        assertThat(run.answered()).containsExactly(1L);
    }

    @Test
    void shouldFlushAtMostOnceInAnInterval() throws InterruptedException {
        Run run = runThatHasReadGenesis(1);
        log.greet("a");
        run.give(0, 1);
        run.stepAfter(50);
        log.greet("b");
        run.give(0, 2);
        run.stepAfter(1);
        log.greet("c");
        run.give(0, 3);
        assertThat(run.answered()).containsExactly(1L);

        run.stepAfter(FlushPace.SHORTEST_MS - 1);

        assertThat(run.answered()).containsExactly(1L, 2L, 3L);
        assertThat(run.written()).as("genesis, then two flushes").hasSize(3);
    }

    @Test
    void shouldWaitForMoreAnswersWhileTheServiceIsBusy() throws InterruptedException {
        ManualService manual = new ManualService();
        service = manual;
        Run run = runThatHasReadGenesis(1);
        log.greet("a");
        log.greet("b");
        log.greet("c");
        run.give(0, 1);
        run.stepAfter(1);
        manual.run().finish(1);
        run.stepAfter(FlushPace.LONGEST_MS - 2);
        assertThat(run.answered()).isEmpty();
        run.stepAfter(1);
        assertThat(run.answered()).containsExactly(1L);

        manual.run().finish(2, 3);
        run.stepAfter(FlushPace.SHORTEST_MS);

        assertThat(run.answered()).as("nothing more to wait for").containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldFlushAllPartitionsTogether() throws InterruptedException {
        Run run = runThatHasReadGenesis(3);
        log.greet("a");
        run.give(0, 1);
        run.stepAfter(50);
        run.give(1, 1);
        run.stepAfter(0);
        run.give(2, 1);
        run.stepAfter(1);
        assertThat(run.writtenTo()).containsExactly(0, 1, 2, 0);

        run.stepAfter(FlushPace.SHORTEST_MS - 1);

        assertThat(run.writtenTo()).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void shouldNotWaitForASlowBroker() throws InterruptedException {
        log.greet("a");
        Run run = new Run(Optional.empty(), false, 2);
        run.give(0, 0);
        run.give(1, 0);
        run.steps(3);
        run.producers.getFirst().completeNext();
        log.greet("b");
        run.give(0, 2);
        run.give(1, 2);
        run.steps(3);
        assertThat(run.writtenTo()).as("partition 1 waits").containsExactly(0, 1, 0);

        run.producers.getFirst().completeNext();
        run.steps(1);

        assertThat(run.writtenTo()).containsExactly(0, 1, 0, 1);
    }

    @Test
    void shouldWriteRareHeartbeatsOfAllPartitionsTogether() throws InterruptedException {
        Run run = runThatHasReadGenesis(3);
        run.steps(1_000);
        int before = run.writtenTo().size();
        assertThat(before).as("in 50 s").isLessThan(3 * 25);

        run.steps(200);

        assertThat(run.writtenTo().subList(before, run.writtenTo().size()))
                .as("in 10 s")
                .containsExactly(0, 1, 2);
    }

    @Test
    void shouldWriteSteadyHeartbeatsWhereARequestCameOnly() throws InterruptedException {
        Run run = runThatHasReadGenesis(3);
        run.steps(1_000);
        log.greet("a");
        run.give(1, 1);
        int before = run.writtenTo().size();

        run.steps(80);

        List<Integer> after = run.writtenTo().subList(before, run.writtenTo().size());
        assertThat(after).filteredOn(partition -> partition == 1).as("in 4 s").hasSizeBetween(8, 9);
        assertThat(after).filteredOn(partition -> partition == 0).hasSizeLessThan(2);
    }

    @Test
    void shouldPollForAsLongAsThereIsNothingToWrite() throws InterruptedException {
        Run run = runThatHasReadGenesis(1);
        run.steps(2);
        assertThat(run.consumer.lastPoll).as("until the next heartbeat").isEqualTo(Duration.ofMillis(400));
        run.steps(1_000);
        assertThat(run.consumer.lastPoll).isEqualTo(Duration.ofMillis(500));

        service = new ManualService();
        Run busy = runThatHasReadGenesis(1);
        log.greet("a");
        busy.give(1);
        busy.steps(2);

        assertThat(busy.consumer.lastPoll).isEqualTo(Duration.ofMillis(FlushPace.SHORTEST_MS));
    }

    @Test
    void shouldCommitInTheEndThoughItWasWokenUp() throws InterruptedException {
        log.greet("a");
        Run run = new Run(Optional.empty(), true);
        run.give(0);
        run.steps(2);

        run.loop.stop();
        run.loop.step();
        run.loop.run();

        assertThat(run.consumer.lastCommit).containsExactly(Map.entry(PARTITION, new OffsetAndMetadata(2)));
    }

    /** The heartbeats that announce genesis are written and acknowledged. */
    private Run runThatHasReadGenesis(int partitions) throws InterruptedException {
        Run run = new Run(Optional.empty(), true, partitions);
        for (int partition = 0; partition < partitions; partition++) {
            run.give(partition, 0);
            run.steps(1);
        }
        return run;
    }

    @Test
    void shouldWriteAgainInOrderAfterAProducerFailure() throws InterruptedException {
        Run run = lifeWithABatchUnderWay();
        run.producers.getFirst().errorNext(new OutOfOrderSequenceException("lost"));

        run.steps(15);
        assertThat(run.producers).hasSize(2);
        run.producers.getLast().completeNext();
        run.steps(1);

        assertThat(run.answered()).containsExactly(1L, 1L, 2L, 3L);
    }

    /** The answer to offset 1 is written but not acknowledged; those to 2 and 3 wait. */
    private Run lifeWithABatchUnderWay() throws InterruptedException {
        log.greet("a");
        Run run = new Run(Optional.empty(), false);
        run.give(0);
        run.steps(2);
        log.greet("b");
        log.greet("c");
        run.give(2);
        run.steps(1);
        return run;
    }

    @Test
    void shouldRetryWhileTheBrokersAreUnavailable() throws InterruptedException {
        Run run = new Run(Optional.empty(), true);
        run.consumer.setPollException(new TimeoutException("unavailable"));
        log.greet("a");
        run.steps(1);
        run.give(0);

        run.steps(2);

        assertThat(run.answered()).containsExactly(1L);
    }

    @Test
    void shouldContinueAfterMalformedRecords() throws InterruptedException {
        log.bytes(new byte[] {0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1});
        log.bytes(new byte[5 << 20]);
        log.greet("a");
        Run run = new Run(Optional.empty(), true);
        run.give(0);

        run.steps(2);

        assertThat(run.answered()).containsExactly(3L);
    }

    @Test
    void shouldSignBatchesThatNameTheExecutor() throws InterruptedException {
        log.greet("a");
        Run run = new Run(Optional.empty(), true);
        run.give(0);

        run.steps(2);

        ResponseBatch.Header header = run.written().getFirst().header();
        assertThat(header.author()).isEqualTo("e1");
        assertThat(header.deployment()).isEqualTo(log.deployment());
        assertThat(header.processedTo()).isEqualTo(1);
        assertThat(header.count()).isEqualTo(1);
        assertThat(header.root()).isEqualTo(run.written().getFirst().tree().root());
    }

    @Test
    void shouldRebuildEverythingWhenIsolatedAndRequestOnceToRejoin() throws InterruptedException {
        log.greet("a");
        long place = log.greet("a");
        Run run = new Run(Optional.empty(), true);
        run.give(0);
        run.steps(2);
        snapshot = Optional.of(new Replica(log).verifiedSnapshot(place));
        long isolated = log.decide(new MembershipEvent.Isolate(TestLog.EXECUTOR, DeviationClass.WRONG), 0);
        run.consumer.updateEndOffsets(Map.of(PARTITION, isolated + 1));
        run.give(isolated);
        run.steps(1);
        assertThat(rebuilds).containsExactly(Map.of(0, 0L), Map.of(0, isolated));
        assertThat(rejoins).as("not before it has caught up").isEmpty();
        assertThat(run.consumer.position(PARTITION)).isEqualTo(place + 1);
        log.greet("a");
        run.give(isolated);

        run.steps(5);

        assertThat(rebuilds).hasSize(2);
        assertThat(rejoins).containsExactly(1L);
        assertThat(run.answered()).containsExactly(1L, 2L, isolated + 1);
    }

    @Test
    void shouldRetryTheRebuildWhenTheBrokersAreUnavailable() throws InterruptedException {
        log.greet("a");
        Run run = new Run(Optional.empty(), true);
        run.give(0);
        run.steps(2);
        long isolated = log.decide(new MembershipEvent.Isolate(TestLog.EXECUTOR, DeviationClass.WRONG), 0);
        run.consumer.setOffsetsException(new TimeoutException("unavailable"));
        run.give(isolated);
        run.steps(1);
        assertThat(rebuilds).hasSize(1);
        run.consumer.updateEndOffsets(Map.of(PARTITION, isolated + 1));

        run.steps(1);
        assertThat(rebuilds).hasSize(2);
        assertThat(rejoins).isEmpty();
        run.give(0);
        run.steps(2);

        assertThat(rejoins).containsExactly(1L);
    }

    @Test
    void shouldIgnoreAnIsolationThatWasLiftedBeforeItCaughtUp() throws InterruptedException {
        log.decide(new MembershipEvent.Isolate(TestLog.EXECUTOR, DeviationClass.WRONG), 0);
        log.decide(new MembershipEvent.Probation(TestLog.EXECUTOR), 1);
        log.decide(new MembershipEvent.Readmit(TestLog.EXECUTOR, 1), 2);
        log.greet("a");
        Run run = new Run(Optional.empty(), true);
        run.consumer.updateEndOffsets(Map.of(PARTITION, 5L));
        run.give(0);

        run.steps(5);

        assertThat(run.answered()).containsExactly(4L);
        assertThat(rebuilds).hasSize(1);
        assertThat(rejoins).isEmpty();
    }
}
