package io.tribunal.core.identity;

import java.util.Optional;

/** Names a registered Ed25519 public key. Ordered by its (ASCII) bytes. */
public record KeyId(String value) implements Comparable<KeyId> {
    public KeyId {
        Identifier.checked("key id", value);
    }

    /** The key id of that text, if it is a valid one. */
    public static Optional<KeyId> parse(String text) {
        return Identifier.isValid(text) ? Optional.of(new KeyId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(KeyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
