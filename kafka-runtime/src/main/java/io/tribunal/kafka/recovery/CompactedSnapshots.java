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

/** The records of snapshots as compaction leaves them: the last one of each key. Whether they fit together is not checked. */
public final class CompactedSnapshots {
    private final Map<LogPosition, Map<Integer, SnapshotChunk>> chunks = new HashMap<>();

    /** Takes the next record; what cannot be read leaves its place empty. */
    public void take(byte @Nullable [] key, byte @Nullable [] value) {
        SnapshotKey.decode(key)
                .filter(known -> known.index() < SnapshotChunk.MAX_COUNT)
                .ifPresent(known -> put(known, SnapshotChunkCodec.decode(value)));
    }

    private void put(SnapshotKey key, Optional<SnapshotChunk> chunk) {
        Map<Integer, SnapshotChunk> place = chunks.computeIfAbsent(key.position(), none -> new TreeMap<>());
        chunk.ifPresentOrElse(found -> place.put(key.index(), found), () -> place.remove(key.index()));
        if (place.isEmpty()) {
            chunks.remove(key.position());
        }
    }

    public boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** Whether anything stands under that place. */
    public boolean holds(LogPosition place) {
        return chunks.containsKey(place);
    }

    /** Business offsets of a partition after which there are states. */
    public NavigableSet<Long> offsets(int partition) {
        NavigableSet<Long> offsets = new TreeSet<>();
        chunks.keySet().stream()
                .filter(place -> place.partition() == partition)
                .forEach(place -> offsets.add(place.offset()));
        return offsets;
    }

    /** What stands under a place, by the index in its keys. */
    public Collection<SnapshotChunk> chunks(LogPosition place) {
        return List.copyOf(chunks.getOrDefault(place, Map.of()).values());
    }
}
