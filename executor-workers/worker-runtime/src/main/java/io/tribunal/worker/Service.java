package io.tribunal.worker;

import io.tribunal.core.recovery.VerifiedSnapshot;
import java.util.Optional;

/** Executes requests: a plain {@link Executor}, or a bridge to a program outside this process. */
public interface Service extends AutoCloseable {
    /**
     * Starts work on one partition.
     *
     * @param snapshot the state to start from; empty for none, and always empty unless {@link #takesState}
     */
    ServiceRun begin(int partition, Optional<VerifiedSnapshot> snapshot);

    /** Whether it can start from a snapshot; if not, the log is replayed from its first record. */
    boolean takesState();

    /** Whether it answers requests now. */
    default boolean isHealthy() {
        return true;
    }

    /** Name and version of the platform outside this process that executes the requests, such as {@code PHP 8.2}, if known. */
    default Optional<String> platform() {
        return Optional.empty();
    }

    @Override
    default void close() {}

    /** A service that calls a plain function, which keeps no state and therefore can start from any snapshot. */
    static Service of(Executor executor) {
        return new Service() {
            @Override
            public ServiceRun begin(int partition, Optional<VerifiedSnapshot> snapshot) {
                return new FunctionRun(executor);
            }

            @Override
            public boolean takesState() {
                return true;
            }
        };
    }
}
