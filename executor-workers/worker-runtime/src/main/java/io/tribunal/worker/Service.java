package io.tribunal.worker;

import io.tribunal.core.recovery.VerifiedSnapshot;
import java.util.Optional;

/** What executes requests: a plain {@link Executor}, or something outside this process that a bridge stands for. */
public interface Service extends AutoCloseable {
    /**
     * Begins on one partition.
     *
     * @param snapshot the state to begin from; empty for none, and always so unless {@link #takesState}
     */
    ServiceRun begin(int partition, Optional<VerifiedSnapshot> snapshot);

    /** Whether it can begin from a state that it has not made itself; else the log is replayed from its first record. */
    boolean takesState();

    /** Whether it answers now. */
    default boolean isHealthy() {
        return true;
    }

    /** Name and version, such as {@code PHP 8.2}, of what executes the requests when that is outside this process, as far as it is told. */
    default Optional<String> platform() {
        return Optional.empty();
    }

    @Override
    default void close() {}

    /** A function has no state of its own: it can begin anywhere. */
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
