package io.tribunal.core.identity;

/** Names a registered Ed25519 public key. Ordered by its (ASCII) bytes. */
public record KeyId(String value) implements Comparable<KeyId> {
    public KeyId {
        Identifier.checked("key id", value);
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
