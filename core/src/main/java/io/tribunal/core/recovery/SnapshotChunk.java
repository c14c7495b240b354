package io.tribunal.core.recovery;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;

/**
 * A piece of a {@link StateSnapshot} small enough for one record; nothing in it is checked yet.
 *
 * @param index from 0
 * @param count number of chunks
 * @param content at most {@link #MAX_CONTENT} bytes
 */
public record SnapshotChunk(Hash deployment, int partition, long businessOffset, int index, int count, Bytes content) {
    /** Bytes of one chunk's content; only the last one may have fewer. */
    public static final int MAX_CONTENT = 256 << 10;
    /** Chunks of one snapshot: 1 GiB. */
    public static final int MAX_COUNT = 4096;

    boolean isOf(Checkpoint checkpoint) {
        return deployment.equals(checkpoint.deployment())
                && partition == checkpoint.partition()
                && businessOffset == checkpoint.businessOffset();
    }

    boolean hasRightSize() {
        return index == count - 1
                ? !content.isEmpty() && content.length() <= MAX_CONTENT
                : content.length() == MAX_CONTENT;
    }
}
