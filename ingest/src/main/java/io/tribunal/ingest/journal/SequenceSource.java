package io.tribunal.ingest.journal;

/** Gives the sequence numbers of one client key: ascending, and never the same one twice, not even after a crash. */
@FunctionalInterface
public interface SequenceSource {
    /** The next number, above all that were given before. */
    long next();
}
