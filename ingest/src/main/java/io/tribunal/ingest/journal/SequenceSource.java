package io.tribunal.ingest.journal;

/** The sequence numbers of one client key: ascending and never repeated, not even after a crash. */
@FunctionalInterface
public interface SequenceSource {
    /** The next number, greater than all before. */
    long next();
}
