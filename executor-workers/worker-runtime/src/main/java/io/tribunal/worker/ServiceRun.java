package io.tribunal.worker;

/**
 * A service at work on one partition, from a beginning on. When the partition has to be built anew, the run is closed and
 * another one begins.
 */
public interface ServiceRun extends AutoCloseable {
    /** Takes a request; they come in offset order, and the next one may come before this one is done. Does not wait. */
    Execution begin(Call call);

    /** Whether its state is lost, so that the partition must be built anew; once closed, whether it was before that. */
    default boolean isBroken() {
        return false;
    }

    @Override
    default void close() {}
}
