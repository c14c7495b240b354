package io.tribunal.core.partition;

import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.encoding.SnapshotPart;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.state.StateDigest;

/** The agreed state, and the last business offset whose ballot has settled it. */
final class StateFrontier implements SnapshotPart {
    private Hash agreedState = StateDigest.INITIAL;
    private long settledThrough;

    void advance(long businessOffset, Hash state) {
        agreedState = state;
        settledThrough = businessOffset;
    }

    Hash agreedState() {
        return agreedState;
    }

    long settledThrough() {
        return settledThrough;
    }

    @Override
    public void writeTo(CanonicalWriter out) {
        out.hash(agreedState).int64(settledThrough);
    }

    @Override
    public void readFrom(CanonicalReader in) {
        agreedState = in.hash();
        settledThrough = in.int64();
    }
}
