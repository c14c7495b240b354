package io.tribunal.core.state;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.security.MessageDigest;

/** How one key with its value enters a digest: {@code len32(key) || key || (0x00 | 0x01 || len32(value) || value)}. */
final class WriteEncoding {
    private static final byte REMOVED = 0x00;
    private static final byte PRESENT = 0x01;

    private final MessageDigest digest = Hash.newDigest();

    void put(Bytes key, Bytes value) {
        addCounted(key);
        digest.update(PRESENT);
        addCounted(value);
    }

    void remove(Bytes key) {
        addCounted(key);
        digest.update(REMOVED);
    }

    void tag(byte tag) {
        digest.update(tag);
    }

    Hash hash() {
        return Hash.wrap(digest.digest());
    }

    private void addCounted(Bytes bytes) {
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            digest.update((byte) (bytes.length() >>> shift));
        }
        digest.update(bytes.array());
    }
}
