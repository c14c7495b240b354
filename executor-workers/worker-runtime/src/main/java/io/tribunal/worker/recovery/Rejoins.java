package io.tribunal.worker.recovery;

/** Port: writes an executor's requests to rejoin to the decision log. */
@FunctionalInterface
public interface Rejoins {
    /**
     * Writes the request to rejoin after an isolation, unless it is there already.
     *
     * @param isolation number of the decision that isolated the executor
     * @return whether the request is in the log now; if not, try again later
     */
    boolean request(long isolation);
}
