package io.tribunal.kafka.process;

/** A role of the deployment that runs for the lifetime of a process. */
public interface RunningRole {
    /** Runs until {@link #stop} is called, then cleans up and returns. */
    void run() throws Exception;

    /**
     * Asks {@link #run} to return soon; called from any thread, perhaps before {@code run} starts or after it returns.
     */
    void stop();

    /** Whether the role currently does its work; called from any thread. */
    default boolean isHealthy() {
        return true;
    }

    /**
     * The role's metrics as Prometheus text for {@code GET /metrics}; empty without metrics. Called from any thread.
     */
    default String metrics() {
        return "";
    }
}
