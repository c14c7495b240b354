package io.tribunal.worker;

/**
 * A service's work on one partition since one start. When the partition has to be rebuilt, the run is closed and another one
 * starts.
 */
public interface ServiceRun extends AutoCloseable {
    /** Takes the next request in offset order, possibly before earlier ones are done. Does not wait. */
    Execution begin(Call call);

    /** Whether its state is lost, so that the partition must be rebuilt; after {@link #close}, whether it was lost before. */
    default boolean isBroken() {
        return false;
    }

    @Override
    default void close() {}
}
