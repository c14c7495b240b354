package io.tribunal.statestore.snapshot;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.AdmissionContext;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.core.recovery.StateSnapshot;
import io.tribunal.statestore.state.RootedState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes each state with an agreed root as a snapshot, once. Snapshots need no trust: an executor that starts from
 * one checks it against a checkpoint that validators signed.
 */
final class SnapshotPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);
    private static final long NONE = -1;

    private final Hash deployment;
    private final IntFunction<ContextReader> readerOf;
    private final SnapshotRecords records;
    private final Consumer<List<SnapshotRecords.Change>> topic;
    private final Map<Integer, ContextReader> readers = new HashMap<>();
    private final Map<Integer, Long> published = new HashMap<>();
    private final Map<LogPosition, AdmissionContext> contexts = new HashMap<>();

    /**
     * A publisher that has published nothing yet.
     *
     * @param readerOf creates a reader of a partition from its first record on
     * @param topic writes records; returns once the broker has acknowledged them, or throws
     */
    SnapshotPublisher(
            Hash deployment,
            IntFunction<ContextReader> readerOf,
            SnapshotRecords records,
            Consumer<List<SnapshotRecords.Change>> topic) {
        this.deployment = deployment;
        this.readerOf = readerOf;
        this.records = records;
        this.topic = topic;
    }

    /**
     * Publishes the states that are not published yet; after an exception the caller may retry with the same states.
     */
    void publish(SortedMap<Integer, List<RootedState>> rooted) {
        rooted.forEach((partition, states) -> {
            Set<LogPosition> kept = new HashSet<>();
            states.forEach(state -> kept.add(new LogPosition(partition, state.businessOffset())));
            states.stream()
                    .filter(state -> state.businessOffset() > published.getOrDefault(partition, NONE))
                    .forEach(state -> publish(partition, state, kept));
        });
    }

    private void publish(int partition, RootedState state, Set<LogPosition> kept) {
        context(new LogPosition(partition, state.businessOffset()))
                .ifPresentOrElse(
                        context -> write(partition, state, context, kept),
                        () -> LOG.warn(
                                "event=snapshot_skipped partition={} offset={} note=\"no admitted request\"",
                                partition,
                                state.businessOffset()));
        published.put(partition, state.businessOffset());
    }

    /** The readers only read forwards, so a context is kept until its snapshot is written. */
    private Optional<AdmissionContext> context(LogPosition position) {
        if (!contexts.containsKey(position)) {
            contexts.keySet().removeIf(other -> other.partition() == position.partition());
            readers.computeIfAbsent(position.partition(), readerOf::apply)
                    .at(position.offset())
                    .ifPresent(context -> contexts.put(position, context));
        }
        return Optional.ofNullable(contexts.get(position));
    }

    private void write(int partition, RootedState state, AdmissionContext context, Set<LogPosition> kept) {
        StateSnapshot snapshot =
                new StateSnapshot(state.digest(), state.entries().get(), context.encode());
        List<SnapshotChunk> chunks = snapshot.chunks(deployment, partition, state.businessOffset());
        List<SnapshotRecords.Change> changes = records.changes(partition, chunks, kept);
        if (!changes.isEmpty()) {
            topic.accept(changes);
            changes.forEach(records::written);
            LOG.info(
                    "event=snapshot_written partition={} offset={} entries={} chunks={} records={}",
                    partition,
                    state.businessOffset(),
                    snapshot.entries().size(),
                    chunks.size(),
                    changes.size());
        }
    }
}
