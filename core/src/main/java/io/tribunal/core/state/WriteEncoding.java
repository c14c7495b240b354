package io.tribunal.core.state;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How one key with its value enters a digest: {@code len32(key) || key || (0x00 | 0x01 || len32(value) || value)}. */
final class WriteEncoding {
    private static final byte[] REMOVED = {0x00};
    private static final byte[] PRESENT = {0x01};

    private final List<byte[]> parts = new ArrayList<>();

    void put(Bytes key, Bytes value) {
        addCounted(key);
        parts.add(PRESENT);
        addCounted(value);
    }

    void remove(Bytes key) {
        addCounted(key);
        parts.add(REMOVED);
    }

    void tag(byte tag) {
        parts.add(new byte[] {tag});
    }

    Hash hash() {
        return Hash.sha256(parts.toArray(byte[][]::new));
    }

    private void addCounted(Bytes bytes) {
        parts.add(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length()).array());
        parts.add(bytes.array());
    }
}
