package io.tribunal.kafka.recovery;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.schemas.codec.SnapshotKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the snapshots topic has the chunks of the positions whose checkpoint is final. Chunks of other positions leave no trace; those of
 * one snapshot are read again when they are asked for, and only if they are not too many bytes.
 */
public final class IndexedSnapshots implements SnapshotShelf {
    private static final Logger LOG = LoggerFactory.getLogger(IndexedSnapshots.class);

    /** Port: reads the records of the topic from an offset to another one, both included. */
    @FunctionalInterface
    public interface Range {
        void read(long first, long last, Records records);
    }

    /** Takes the key and the value of each record. */
    @FunctionalInterface
    public interface Records {
        void take(byte @Nullable [] key, byte @Nullable [] value);
    }

    /** Where the chunks of one snapshot lie, with the bytes of each by its index. */
    private static final class Place {
        private final long first;
        private long last;
        private long bytes;
        private final Map<Integer, Integer> bytesByIndex = new HashMap<>();

        private Place(long first) {
            this.first = first;
        }

        private void put(long offset, int index, int size) {
            last = offset;
            @Nullable Integer before = bytesByIndex.put(index, size);
            bytes += size - (before == null ? 0 : before);
        }
    }

    private final Predicate<LogPosition> isFinal;
    private final Range topic;
    private final long maxBytes;
    private final Map<LogPosition, Place> places = new HashMap<>();

    /**
     * An index of nothing.
     *
     * @param isFinal whether enough validators have signed the checkpoint at a position
     * @param maxBytes of the chunks of one snapshot that may be in memory
     */
    public IndexedSnapshots(Predicate<LogPosition> isFinal, Range topic, long maxBytes) {
        this.isFinal = isFinal;
        this.topic = topic;
        this.maxBytes = maxBytes;
    }

    /** Takes the next record of the topic. */
    public void take(long offset, byte @Nullable [] key, byte @Nullable [] value) {
        SnapshotKey.decode(key)
                .filter(known -> known.index() < SnapshotChunk.MAX_COUNT && isFinal.test(known.position()))
                .ifPresent(known -> put(offset, known, value == null ? 0 : value.length));
    }

    private void put(long offset, SnapshotKey key, int bytes) {
        Place place = places.computeIfAbsent(key.position(), none -> new Place(offset));
        place.put(offset, key.index(), bytes);
        if (place.bytes == 0) {
            places.remove(key.position());
        }
    }

    @Override
    public NavigableSet<Long> offsets(int partition) {
        NavigableSet<Long> offsets = new TreeSet<>();
        places.forEach((position, place) -> {
            if (position.partition() == partition && fits(position, place.bytes)) {
                offsets.add(position.offset());
            }
        });
        return offsets;
    }

    private boolean fits(LogPosition position, long bytes) {
        if (bytes > maxBytes) {
            LOG.warn(
                    "event=snapshot_too_large partition={} offset={} bytes={} max={} action=try_older",
                    position.partition(),
                    position.offset(),
                    bytes,
                    maxBytes);
        }
        return bytes <= maxBytes;
    }

    @Override
    public Collection<SnapshotChunk> chunks(LogPosition position) {
        @Nullable Place place = places.get(position);
        if (place == null) {
            return List.of();
        }
        CompactedSnapshots one = new CompactedSnapshots();
        topic.read(place.first, place.last, (key, value) -> {
            if (SnapshotKey.decode(key).map(SnapshotKey::position).equals(Optional.of(position))) {
                one.take(key, value);
            }
        });
        return one.chunks(position);
    }
}
