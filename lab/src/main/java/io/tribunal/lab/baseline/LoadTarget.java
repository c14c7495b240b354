package io.tribunal.lab.baseline;

import java.util.concurrent.CompletableFuture;

/** The system under load. */
@FunctionalInterface
public interface LoadTarget {
    /**
     * Sends the next request; may block for room.
     *
     * @return whether the request got the answer it should get
     */
    CompletableFuture<Boolean> send() throws InterruptedException;
}
