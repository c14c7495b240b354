package io.tribunal.worker;

import io.tribunal.core.log.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns failures of a service's code into refusals. */
final class GuardedExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedExecutor.class);

    private final Executor executor;

    GuardedExecutor(Executor executor) {
        this.executor = executor;
    }

    /** The answer with its writes ascending by key; without writes if it is a refusal. */
    Answer execute(StateView state, Request request) {
        try {
            return AnswerForm.ordered(executor.execute(state, request));
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            LOG.error("event=executor_failed request={} answered=INTERNAL", request.requestId(), e);
            return AnswerForm.error("INTERNAL");
        }
    }
}
