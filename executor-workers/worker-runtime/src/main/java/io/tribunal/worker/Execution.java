package io.tribunal.worker;

import io.tribunal.core.identity.Bytes;

/** One request that a service executes. */
public interface Execution {
    /** Whether the answer is there. Once true, it stays true. */
    boolean isDone();

    /**
     * The answer; called once, after {@link #isDone}, in offset order.
     *
     * @param state after all earlier requests
     */
    Answer answer(StateView state);

    /** Reports the encoded response that the answer became, before it is signed. */
    default void encoded(Bytes response) {}
}
