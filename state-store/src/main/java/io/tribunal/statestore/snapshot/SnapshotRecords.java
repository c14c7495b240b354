package io.tribunal.statestore.snapshot;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.SnapshotChunk;
import io.tribunal.schemas.codec.SnapshotChunkCodec;
import io.tribunal.schemas.codec.SnapshotKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mirrors the content of the snapshots topic and computes the records that bring it to the states to keep: chunks that
 * the topic already holds are not written again, and states that are no longer kept get tombstones. Chunks come before
 * tombstones.
 */
final class SnapshotRecords {
    private final int schemaId;
    private final Map<SnapshotKey, Hash> valueHashes = new HashMap<>();

    /** One record to write; without a value it is a tombstone. */
    record Change(SnapshotKey key, Optional<byte[]> value) {}

    SnapshotRecords(int schemaId) {
        this.schemaId = schemaId;
    }

    /** Applies the next record of the topic. */
    void read(byte @Nullable [] key, byte @Nullable [] value) {
        SnapshotKey.decode(key).ifPresent(decoded -> put(decoded, Optional.ofNullable(value)));
    }

    private void put(SnapshotKey key, Optional<byte[]> value) {
        value.ifPresentOrElse(bytes -> valueHashes.put(key, Hash.sha256(bytes)), () -> valueHashes.remove(key));
    }

    /**
     * The records that add one state and remove all states of its partition that are not kept.
     *
     * @param kept positions of the partition's states to keep
     */
    List<Change> changes(int partition, List<SnapshotChunk> chunks, Set<LogPosition> kept) {
        List<Change> changes = new ArrayList<>();
        for (SnapshotChunk chunk : chunks) {
            SnapshotKey key = SnapshotKey.of(chunk);
            byte[] value = SnapshotChunkCodec.encode(schemaId, chunk);
            if (!Hash.sha256(value).equals(valueHashes.get(key))) {
                changes.add(new Change(key, Optional.of(value)));
            }
        }
        valueHashes.keySet().stream()
                .filter(key -> key.position().partition() == partition && !kept.contains(key.position()))
                .forEach(key -> changes.add(new Change(key, Optional.empty())));
        return changes;
    }

    /** Applies a record that the broker has acknowledged. */
    void written(Change change) {
        put(change.key(), change.value());
    }
}
