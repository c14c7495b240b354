package io.tribunal.kafka.recovery;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.recovery.SnapshotChunk;
import java.util.Collection;
import java.util.NavigableSet;

/** Snapshots that may be had; nothing in them is checked. */
public interface SnapshotShelf {
    /** The business offsets of a partition's snapshots. */
    NavigableSet<Long> offsets(int partition);

    /** The chunks of the snapshot at a position, ordered by the index in their keys. */
    Collection<SnapshotChunk> chunks(LogPosition position);
}
