package io.tribunal.kafka.process;

/** What one process does for as long as it lives. */
public interface RunningRole {
    /** Works until {@link #stop} is called, then puts everything in order and returns. */
    void run() throws Exception;

    /** Asks {@link #run} to return soon; called from another thread, perhaps before or after run. */
    void stop();

    /** Whether it does its work now. */
    default boolean isHealthy() {
        return true;
    }

    /** What it counts, as Prometheus text, for {@code GET /metrics}; empty when it counts nothing. From any thread. */
    default String metrics() {
        return "";
    }
}
