package io.tribunal.worker.recovery;

/** Port: an executor's requests to be watched again, in the order of decisions. */
@FunctionalInterface
public interface Rejoins {
    /**
     * Asks to come back from an isolation, unless it stands there already.
     *
     * @param isolation number of the decision that isolated it
     * @return whether the request stands there now; else try again later
     */
    boolean ask(long isolation);
}
