package io.tribunal.worker;

import io.tribunal.core.log.Request;

/**
 * A service to be written several times, by different people in different ways: a pure function of state and request.
 * No clock, no randomness, no memory of its own between calls; the answer must be the same on every machine and on
 * every replay. An exception is answered as REFUSED {@code {"error":"INTERNAL"}}. Called by one thread at a time.
 */
@FunctionalInterface
public interface Executor {
    Answer execute(StateView state, Request request);
}
