package io.tribunal.worker;

import io.tribunal.core.log.Request;

/**
 * One implementation of a service, which several teams write independently: a pure function of state and request. It uses no
 * clock and no randomness and keeps nothing between calls; the answer must be the same on every machine and on every replay.
 * The runtime answers an exception as REFUSED {@code {"error":"INTERNAL"}}. Called by one thread at a time.
 */
@FunctionalInterface
public interface Executor {
    Answer execute(StateView state, Request request);
}
