package io.tribunal.conformance.input;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import java.util.List;

/** One question that executes calls: on an empty state if {@code reset}, from the given offset on, with regular state roots. */
public final class ExecuteQuestion {
    private static final int CHECKPOINT_INTERVAL = 50;
    private static final int MAX_OUTPUT = 64 << 10;

    private ExecuteQuestion() {}

    public static ObjectNode of(boolean reset, long firstOffset, List<GeneratedCall> calls) {
        ObjectNode question = Questions.object()
                .put("probe", "execute")
                .put("reset", reset)
                .put("deployment", Hash.ZERO.toHex())
                .put("partition", 0)
                .put("stateful", true)
                .put("checkpointInterval", CHECKPOINT_INTERVAL)
                .put("maxOutput", MAX_OUTPUT);
        ArrayNode requests = question.putArray("requests");
        for (int i = 0; i < calls.size(); i++) {
            requests.add(request(firstOffset + i, calls.get(i)));
        }
        return question;
    }

    private static ObjectNode request(long offset, GeneratedCall call) {
        return Questions.object()
                .put("offset", Long.toString(offset))
                .put("requestHash", hash(offset, call).toHex())
                .put("shardKey", call.shardKey())
                .put("operation", call.operation())
                .put("contentType", call.contentType())
                .put("body", call.body().toHex());
    }

    /** A substitute for the hash of a log record. */
    private static Hash hash(long offset, GeneratedCall call) {
        return Hash.sha256(
                Bytes.utf8(offset + "/" + call.operation()).array(), call.body().array());
    }
}
