package io.tribunal.core.identity;

/** Names a validator of the isolation service. Ordered by its (ASCII) bytes. */
public record ValidatorId(String value) implements Comparable<ValidatorId> {
    public ValidatorId {
        Identifier.checked("validator id", value);
    }

    @Override
    public int compareTo(ValidatorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
