package io.tribunal.bridge.http;

import java.io.IOException;

/** The service that a run sends its requests to: an external one, or one that the bridge starts for the run. */
interface ServiceInstance extends AutoCloseable {
    /**
     * Waits until it accepts requests.
     *
     * @throws IOException when it does not within the start timeout
     */
    Address awaitReady() throws IOException, InterruptedException;

    /** Whether it still has its state, as far as the bridge can know. */
    boolean isAlive();

    /** Whether the bridge starts it, so that a new one can rebuild the state from nothing. */
    boolean isManaged();

    @Override
    default void close() {}

    /**
     * The address of a service that accepts requests.
     *
     * @param token for the {@code Tribunal-Token} header; empty when it has none
     */
    record Address(Endpoint endpoint, String token) {}

    /** A service that the bridge does not start. */
    static ServiceInstance external(Endpoint endpoint) {
        return new ServiceInstance() {
            @Override
            public Address awaitReady() {
                return new Address(endpoint, "");
            }

            @Override
            public boolean isAlive() {
                return true;
            }

            @Override
            public boolean isManaged() {
                return false;
            }
        };
    }
}
