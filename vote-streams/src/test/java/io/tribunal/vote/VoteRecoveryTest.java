package io.tribunal.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.schemas.codec.VerdictCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts the processor between records, with the snapshot store that survives; outputs must be the same bytes. */
class VoteRecoveryTest {
    private static final int SNAPSHOT_RECORDS = 4;

    @TempDir
    Path stateDirectory;

    private final TopologyFixture fixture = new TopologyFixture();
    private List<List<String>> uninterrupted;

    /** Three requests, a forged one between them, a wrong output, an unreadable record and a late duplicate. */
    @BeforeEach
    void write() {
        for (int i = 0; i < 3; i++) {
            long offset = fixture.request();
            fixture.append(fixture.batch("e5", fixture.response(offset, "{\"balance\":\"9\"}"))
                    .value());
            fixture.append(new byte[] {1, 2, 3});
            for (String executor : List.of("e1", "e2", "e3", "e4", "e1")) {
                fixture.append(fixture.batch(executor, fixture.correct(offset)).value());
            }
            fixture.forgedRequest();
        }
        uninterrupted = new Instance(newStore(), 0).process(0, count());
    }

    private int count() {
        return fixture.responses().size();
    }

    @Test
    void shouldIssueVerdictsDeviationsAndDeadLettersWithoutARestart() {
        assertThat(uninterrupted.stream().flatMap(List::stream).map(output -> output.split(" ")[0]))
                .contains(VoteTopology.VERDICTS, VoteTopology.DEVIATIONS, VoteTopology.DEAD_LETTERS);
    }

    @Test
    void shouldContinueWithIdenticalBytesAfterARestartAtAnyRecord() {
        for (int restart = 0; restart <= count(); restart++) {
            KeyValueStore<String, byte[]> store = newStore();
            List<List<String>> outputs = new ArrayList<>(new Instance(store, 0).process(0, restart));
            outputs.addAll(new Instance(store, restart).process(restart, count()));

            assertThat(outputs).as("restart before record %d", restart).isEqualTo(uninterrupted);
        }
    }

    @Test
    void shouldContinueWithIdenticalBytesWhenItRestartsBeforeEveryRecord() {
        KeyValueStore<String, byte[]> store = newStore();
        List<List<String>> outputs = new ArrayList<>();
        for (int next = 0; next < count(); next++) {
            outputs.addAll(new Instance(store, next).process(next, next + 1));
        }

        assertThat(outputs).isEqualTo(uninterrupted);
    }

    @Test
    void shouldRepeatIdenticalBytesWhenTheLastCommitIsOlderThanTheNewestSnapshot() {
        // Given a snapshot after eight records, of which five were committed
        KeyValueStore<String, byte[]> store = newStore();
        new Instance(store, 0).process(0, 2 * SNAPSHOT_RECORDS);
        // When
        List<List<String>> repeated = new Instance(store, 5).process(5, count());
        // Then
        assertThat(repeated).isEqualTo(uninterrupted.subList(5, count()));
    }

    @Test
    void shouldReplayFromTheBeginningWhenTheSnapshotStoreWasLost() {
        List<List<String>> outputs = new Instance(newStore(), 10).process(10, count());

        assertThat(outputs).isEqualTo(uninterrupted.subList(10, count()));
    }

    @Test
    void shouldNotVoteOnALogThatBeginsAnew() {
        Instance voter = new Instance(newStore(), 0);
        voter.process(0);
        voter.process(1);

        assertThatThrownBy(() -> voter.process(0))
                .isInstanceOf(LogDamagedException.class)
                .hasMessageContaining(TopologyFixture.TOPICS.responseLog() + "-0@0");
    }

    @Test
    void shouldUseAnOlderSnapshotWhenTheNewestIsDamaged() {
        for (byte[] damage : List.of(new byte[0], new byte[] {1, 2, 3})) {
            // Given snapshots after four and eight records
            KeyValueStore<String, byte[]> store = newStore();
            new Instance(store, 0).process(0, 9);
            // When the second one is damaged
            store.put("chunk/1/0", damage);
            List<List<String>> outputs = new Instance(store, 9).process(9, count());
            // Then
            assertThat(outputs).isEqualTo(uninterrupted.subList(9, count()));
        }
    }

    @Test
    void shouldIgnoreASnapshotWithAMissingChunk() {
        KeyValueStore<String, byte[]> store = newStore();
        new Instance(store, 0).process(0, 9);
        SnapshotStore snapshots = new SnapshotStore(store);
        assertThat(snapshots.newestUpTo(9))
                .map(SnapshotStore.Stored::nextResponse)
                .contains(8L);

        store.delete("chunk/1/0");

        assertThat(snapshots.newestUpTo(9))
                .map(SnapshotStore.Stored::nextResponse)
                .contains(4L);
        assertThat(snapshots.newestUpTo(3)).isEmpty();
    }

    @Test
    void shouldKeepTheNewestFourSnapshots() {
        KeyValueStore<String, byte[]> store = newStore();
        new Instance(store, 0).process(0, 5 * SNAPSHOT_RECORDS);

        SnapshotStore snapshots = new SnapshotStore(store);
        assertThat(snapshots.newestUpTo(7)).isEmpty();
        for (long next = 8; next <= 20; next += SNAPSHOT_RECORDS) {
            assertThat(snapshots.newestUpTo(next))
                    .map(SnapshotStore.Stored::nextResponse)
                    .contains(next);
        }
    }

    @Test
    void shouldNumberVerdictsWithoutGapAcrossRestarts() {
        List<Long> sequences = uninterrupted.stream()
                .flatMap(List::stream)
                .filter(output -> output.startsWith(VoteTopology.VERDICTS))
                .map(output -> HexFormat.of().parseHex(output.split(" ")[3]))
                .map(value -> VerdictCodec.decodeFramed(value).sequence())
                .toList();

        assertThat(sequences).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    private static KeyValueStore<String, byte[]> newStore() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(SnapshotStore.NAME), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled()
                .build();
    }

    /** The processor from one start to the next. */
    private final class Instance {
        private final VoteProcessor processor;
        private final MockProcessorContext<PartitionedKey, byte[]> context =
                new MockProcessorContext<>(fixture.streams(), new TaskId(0, 0), stateDirectory.toFile());

        Instance(KeyValueStore<String, byte[]> store, long committed) {
            processor = new VoteProcessor(fixture.voting(committed, SNAPSHOT_RECORDS));
            if (!store.isOpen()) {
                store.init(context.getStateStoreContext(), store);
            }
            context.addStateStore(store);
            processor.init(context);
        }

        void process(int offset) {
            context.setRecordMetadata(TopologyFixture.TOPICS.responseLog(), 0, offset);
            processor.process(new Record<>(null, fixture.responses().get(offset), TopologyFixture.appendTime(offset)));
        }

        /** The outputs of each record, as text; then the process ends. */
        List<List<String>> process(int from, int to) {
            List<List<String>> outputs = new ArrayList<>();
            for (int offset = from; offset < to; offset++) {
                process(offset);
                outputs.add(context.forwarded().stream().map(Instance::text).toList());
                context.resetForwards();
            }
            processor.close();
            return outputs;
        }

        private static String text(
                MockProcessorContext.CapturedForward<? extends PartitionedKey, ? extends byte[]> output) {
            Record<? extends PartitionedKey, ? extends byte[]> record = output.record();
            return output.childName().orElseThrow() + " " + record.key().key() + " " + record.timestamp() + " "
                    + HexFormat.of().formatHex(record.value()) + " " + record.headers();
        }
    }
}
