package io.tribunal.bridge.http;

import java.io.IOException;

/** Where a run's requests go: a service that somebody else runs, or one that the run has for itself. */
interface Host extends AutoCloseable {
    /**
     * Waits until it takes requests.
     *
     * @throws IOException when it does not within its time
     */
    Reached reach() throws IOException, InterruptedException;

    /** Whether all that it was told is still there, as far as one can know. */
    boolean isAlive();

    /** Whether a new one can be had whose state is built from nothing. */
    boolean isOwn();

    @Override
    default void close() {}

    /**
     * A service that takes requests.
     *
     * @param token for the {@code Tribunal-Token} header; empty when it has none
     */
    record Reached(Endpoint endpoint, String token) {}

    /** A service that somebody else runs. */
    static Host external(Endpoint endpoint) {
        return new Host() {
            @Override
            public Reached reach() {
                return new Reached(endpoint, "");
            }

            @Override
            public boolean isAlive() {
                return true;
            }

            @Override
            public boolean isOwn() {
                return false;
            }
        };
    }
}
