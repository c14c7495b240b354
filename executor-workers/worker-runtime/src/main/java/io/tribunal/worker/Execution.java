package io.tribunal.worker;

import io.tribunal.core.identity.Bytes;

/** One request on its way through a service. */
public interface Execution {
    /** Whether {@link #answer} has one. Once true, it stays true. */
    boolean isDone();

    /**
     * The answer; asked for once, when it is done, in offset order.
     *
     * @param state as all earlier requests have left it
     */
    Answer answer(StateView state);

    /** Tells which bytes the answer became in the log's terms, before they are signed. */
    default void encoded(Bytes response) {}
}
