package io.tribunal.vote;

import io.tribunal.core.behaviour.Anomaly;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.partition.Event;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.kafka.log.PartitionLogReader;
import io.tribunal.schemas.codec.ResponseCodec;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates between Kafka Streams and the partition machine: a response-log record in, its events out, snapshots at
 * intervals.
 */
final class VoteProcessor implements Processor<byte[], byte[], PartitionedKey, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(VoteProcessor.class);

    private final Voting voting;
    private final OutputRecords outputs;
    private @Nullable Task task;
    /** Of the record after the last one. */
    private long next;

    /** Exists only while the processor owns its partition. */
    private record Task(
            ProcessorContext<PartitionedKey, byte[]> context,
            PartitionLogReader logs,
            PartitionMachine machine,
            SnapshotStore snapshots) {}

    VoteProcessor(Voting voting) {
        this.voting = voting;
        this.outputs = new OutputRecords(voting.schemas(), voting.topics().responseLog());
    }

    @Override
    public void init(ProcessorContext<PartitionedKey, byte[]> context) {
        next = 0;
        int partition = context.taskId().partition();
        PartitionLogReader logs = voting.logs().apply(partition);
        try {
            task = recovered(context, logs, partition);
        } catch (RuntimeException failed) {
            logs.close();
            throw failed;
        }
    }

    private Task recovered(ProcessorContext<PartitionedKey, byte[]> context, PartitionLogReader logs, int partition) {
        SnapshotStore snapshots = new SnapshotStore(context.getStateStore(SnapshotStore.NAME));
        long committed =
                voting.committed().of(new TopicPartition(voting.topics().responseLog(), partition));
        PartitionMachine machine = new Recovery(voting, logs, partition).recover(snapshots, committed);
        return new Task(context, logs, machine, snapshots);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Task owned = owned();
        RecordMetadata metadata = owned.context().recordMetadata().orElseThrow();
        requireProgress(metadata);
        LogPosition position = new LogPosition(metadata.partition(), metadata.offset());
        long appendTime = record.timestamp();
        boolean brokerStamped = appendTime != AppendTimeExtractor.NONE;
        owned.machine()
                .process(ResponseCodec.decode(position, appendTime, brokerStamped, record.value()))
                .forEach(event -> forward(owned, event, record));
        snapshotIfDue(owned, metadata.offset() + 1);
    }

    /** Kafka Streams begins anew in silence where an offset is not in the log any more. */
    private void requireProgress(RecordMetadata metadata) {
        if (metadata.offset() < next) {
            throw new LogDamagedException(metadata.topic() + "-" + metadata.partition() + "@" + metadata.offset()
                    + " is read after offset " + (next - 1)
                    + ": the log lost records, or the topic was made anew; restore it from a backup");
        }
        next = metadata.offset() + 1;
    }

    private void snapshotIfDue(Task owned, long nextResponse) {
        if (nextResponse % voting.snapshotRecords() == 0) {
            owned.snapshots()
                    .put(new SnapshotStore.Stored(nextResponse, owned.machine().snapshot()));
        }
    }

    private void forward(Task owned, Event event, Record<byte[], byte[]> cause) {
        switch (event) {
            case Event.VerdictIssued issued ->
                owned.context().forward(outputs.verdict(issued, cause.timestamp()), VoteTopology.VERDICTS);
            case Event.DeviationFound found ->
                owned.context().forward(outputs.deviation(found, cause.timestamp()), VoteTopology.DEVIATIONS);
            case Event.AnomalyFound found -> warn(found.anomaly());
            case Event.Discarded discarded ->
                owned.context()
                        .forward(
                                outputs.deadLetter(discarded, cause.value(), cause.timestamp()),
                                VoteTopology.DEAD_LETTERS);
        }
    }

    private static void warn(Anomaly anomaly) {
        LOG.warn(
                "event=behaviour_anomaly kind={} position={} agreed={} states={}",
                anomaly.kind(),
                anomaly.position(),
                anomaly.agreed().orElse("none"),
                anomaly.tuples().stream()
                        .map(tuple -> tuple.executor() + ":" + tuple.before() + ">" + tuple.newState())
                        .collect(Collectors.joining(",")));
    }

    private Task owned() {
        if (task == null) {
            throw new IllegalStateException("the processor owns no partition");
        }
        return task;
    }

    @Override
    public void close() {
        if (task != null) {
            task.logs().close();
            task = null;
        }
    }
}
