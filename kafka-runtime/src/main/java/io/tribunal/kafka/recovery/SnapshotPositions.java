package io.tribunal.kafka.recovery;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.schemas.codec.SnapshotKey;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The positions of which there may be a snapshot, so that only their checkpoints need be verified. It holds a bounded number. */
public final class SnapshotPositions {
    static final int MAX_POSITIONS = 1 << 14;

    private final Set<LogPosition> positions = new HashSet<>();

    /** Takes the key of the next record of the topic. */
    public void take(byte @Nullable [] key) {
        if (positions.size() < MAX_POSITIONS) {
            SnapshotKey.decode(key).ifPresent(known -> positions.add(known.position()));
        }
    }

    public boolean contains(LogPosition position) {
        return positions.contains(position);
    }

    public boolean isEmpty() {
        return positions.isEmpty();
    }
}
