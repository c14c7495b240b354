package io.tribunal.core.identity;

/** A record's place in a log: partition and offset, both from 0. */
public record LogPosition(int partition, long offset) {
    public LogPosition {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("no such position: " + partition + "@" + offset);
        }
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
