package io.tribunal.worker.state;

import io.tribunal.core.log.Response;

/** What one record led to. */
public sealed interface HandledRecord {
    record Answered(Response response) implements HandledRecord {}

    /** Rejected, or a control entry: there is nothing to answer. */
    record Unanswered() implements HandledRecord {}

    /** A Void not known before: start again from the beginning with it, since earlier states are not kept. */
    record VoidFound(StateVoid stateVoid) implements HandledRecord {}
}
