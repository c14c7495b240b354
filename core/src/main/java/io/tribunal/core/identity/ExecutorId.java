package io.tribunal.core.identity;

/** Names an executor, one of the implementations that answer requests. Ordered by its (ASCII) bytes. */
public record ExecutorId(String value) implements Comparable<ExecutorId> {
    public ExecutorId {
        Identifier.checked("executor id", value);
    }

    @Override
    public int compareTo(ExecutorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
