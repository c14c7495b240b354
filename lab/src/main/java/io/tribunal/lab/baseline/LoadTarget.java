package io.tribunal.lab.baseline;

import java.util.concurrent.CompletableFuture;

/** What is put under load. */
@FunctionalInterface
public interface LoadTarget {
    /**
     * Sends the next request; may block for room.
     *
     * @return whether it was answered as it should be
     */
    CompletableFuture<Boolean> send() throws InterruptedException;
}
