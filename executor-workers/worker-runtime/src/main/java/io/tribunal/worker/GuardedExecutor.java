package io.tribunal.worker;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.state.StateDigest;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps whatever user code does within what a response can carry: failures and outsized answers become refusals. */
final class GuardedExecutor {
    /** Bytes of output, content type and writes together, each write counted with {@link #WRITE_OVERHEAD} more. */
    static final int MAX_ANSWER = Limits.MAX_RESPONSE_BYTES - (64 << 10);

    static final int WRITE_OVERHEAD = 16;

    private static final Logger LOG = LoggerFactory.getLogger(GuardedExecutor.class);

    private final Executor executor;

    GuardedExecutor(Executor executor) {
        this.executor = executor;
    }

    /** The answer with its writes ascending by key, none if it is a refusal. */
    Answer execute(StateView state, Request request, int maxOutput) {
        Answer answer = run(state, request);
        return answer.output().length() > maxOutput || size(answer) > MAX_ANSWER ? error("TOO_LARGE") : answer;
    }

    private Answer run(StateView state, Request request) {
        try {
            return ordered(executor.execute(state, request));
        } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
            LOG.error("event=executor_failed request={} answered=INTERNAL", request.requestId(), e);
            return error("INTERNAL");
        }
    }

    private static Answer ordered(Answer answer) {
        if (answer.status() == Status.REFUSED) {
            return new Answer(Status.REFUSED, answer.contentType(), answer.output(), List.of());
        }
        List<Write> writes = answer.writes().stream()
                .sorted(Comparator.comparing(Write::key))
                .toList();
        if (!StateDigest.ascending(writes)) {
            throw new IllegalStateException("an answer writes one key twice");
        }
        return new Answer(Status.OK, answer.contentType(), answer.output(), writes);
    }

    private static long size(Answer answer) {
        long size = (long) answer.output().length()
                + Bytes.utf8(answer.contentType()).length();
        for (Write write : answer.writes()) {
            size += write.key().length() + write.value().map(Bytes::length).orElse(0) + WRITE_OVERHEAD;
        }
        return size;
    }

    private static Answer error(String code) {
        return Answer.refused("{\"error\":\"" + code + "\"}");
    }
}
