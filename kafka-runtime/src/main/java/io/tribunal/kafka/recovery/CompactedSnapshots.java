package io.tribunal.kafka.recovery;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.codec.SnapshotKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The latest record of each key of the snapshots topic, as after compaction. Does not check that the chunks belong
 * together.
 */
public final class CompactedSnapshots implements SnapshotShelf {
    private final Map<LogPosition, Map<Integer, SnapshotChunk>> chunks = new HashMap<>();

    /** Takes the next record; an unreadable value removes the chunk with its key. */
    public void take(byte @Nullable [] key, byte @Nullable [] value) {
        SnapshotKey.decode(key)
                .filter(known -> known.index() < SnapshotChunk.MAX_COUNT)
                .ifPresent(known -> put(known, SnapshotChunkCodec.decode(value)));
    }

    private void put(SnapshotKey key, Optional<SnapshotChunk> chunk) {
        Map<Integer, SnapshotChunk> snapshot = chunks.computeIfAbsent(key.position(), none -> new TreeMap<>());
        chunk.ifPresentOrElse(found -> snapshot.put(key.index(), found), () -> snapshot.remove(key.index()));
        if (snapshot.isEmpty()) {
            chunks.remove(key.position());
        }
    }

    @Override
    public NavigableSet<Long> offsets(int partition) {
        NavigableSet<Long> offsets = new TreeSet<>();
        chunks.keySet().stream()
                .filter(position -> position.partition() == partition)
                .forEach(position -> offsets.add(position.offset()));
        return offsets;
    }

    @Override
    public Collection<SnapshotChunk> chunks(LogPosition position) {
        return List.copyOf(chunks.getOrDefault(position, Map.of()).values());
    }
}
