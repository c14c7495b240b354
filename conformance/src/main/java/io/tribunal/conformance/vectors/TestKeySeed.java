package io.tribunal.conformance.vectors;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;

/** The 32-byte Ed25519 seed of a key in the golden files: SHA-256 of a text. */
public final class TestKeySeed {
    private TestKeySeed() {}

    public static Bytes of(String text) {
        return Hash.sha256(Bytes.utf8(text).array()).bytes();
    }
}
