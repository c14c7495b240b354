package io.tribunal.worker;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Status;
import io.tribunal.core.log.Write;
import io.tribunal.core.policy.Limits;
import io.tribunal.core.state.StateDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Brings an answer into the form that a response requires: ordered writes, bounded size (PROTOCOL 3). */
public final class AnswerForm {
    /** Bytes of output, content type and writes together, plus {@link #WRITE_OVERHEAD} for each write. */
    static final int MAX_ANSWER = Limits.MAX_RESPONSE_BYTES - (64 << 10);

    static final int WRITE_OVERHEAD = 16;

    private AnswerForm() {}

    /**
     * The same answer with its writes ascending by key; without writes if it is a refusal.
     *
     * @throws IllegalStateException when it writes one key twice
     */
    public static Answer ordered(Answer answer) {
        if (answer.status() == Status.REFUSED) {
            return new Answer(Status.REFUSED, answer.contentType(), answer.output(), List.of());
        }
        if (StateDigest.ascending(answer.writes())) {
            return answer;
        }
        List<Write> writes = new ArrayList<>(answer.writes());
        writes.sort(Comparator.comparing(Write::key));
        if (!StateDigest.ascending(writes)) {
            throw new IllegalStateException("an answer writes one key twice");
        }
        return new Answer(Status.OK, answer.contentType(), answer.output(), writes);
    }

    /** The same answer, or the refusal TOO_LARGE in place of one that no response can carry. */
    public static Answer bounded(Answer answer, int maxOutput) {
        return answer.output().length() > maxOutput || size(answer) > MAX_ANSWER ? error("TOO_LARGE") : answer;
    }

    /** A refusal with that error code. */
    static Answer error(String code) {
        return Answer.refused("{\"error\":\"" + code + "\"}");
    }

    private static long size(Answer answer) {
        long size = (long) answer.output().length()
                + Bytes.utf8(answer.contentType()).length();
        for (Write write : answer.writes()) {
            size += write.key().length() + write.value().map(Bytes::length).orElse(0) + WRITE_OVERHEAD;
        }
        return size;
    }
}
