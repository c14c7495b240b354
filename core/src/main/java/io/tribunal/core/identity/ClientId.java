package io.tribunal.core.identity;

/** Names a client that signs requests. Ordered by its (ASCII) bytes. */
public record ClientId(String value) implements Comparable<ClientId> {
    public ClientId {
        Identifier.checked("client id", value);
    }

    @Override
    public int compareTo(ClientId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
