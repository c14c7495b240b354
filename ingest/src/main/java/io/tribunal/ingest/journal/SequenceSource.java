package io.tribunal.ingest.journal;

/** The sequence numbers of one client key: ascending and never repeated, not even after a crash. */
@FunctionalInterface
public interface SequenceSource {
    /** The next number, greater than all before. */
    long next();

    /**
     * The log holds that number of the key: the next ones are to be greater.
     *
     * @return whether this source has never given that number, so that somebody else uses the key
     */
    default boolean moveBeyond(long used) {
        return false;
    }
}
