package io.tribunal.bridge.stdio;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Response;
import io.tribunal.core.state.StateDigest;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Call;
import io.tribunal.worker.Execution;
import io.tribunal.worker.StateView;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One request to a program: accepts only a canonical response to this request. */
final class StdioExecution implements Execution {
    private final Call call;
    private final Consumer<String> lost;
    private final CompletableFuture<Bytes> encoded = new CompletableFuture<>();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    StdioExecution(Call call, Consumer<String> lost) {
        this.call = call;
        this.lost = lost;
    }

    Call call() {
        return call;
    }

    /** Completes a request whose answer is not needed. */
    void skip() {
        answer.complete(Answer.refused("{\"error\":\"NOT_NEEDED\"}"));
    }

    /** Takes the program's response. */
    void answered(Bytes bytes) {
        try {
            Response response = PayloadCodec.decodeResponse(bytes);
            if (response.businessOffset() != call.position().offset()
                    || !response.requestHash().equals(call.valueHash())) {
                lost.accept("answers another request than the one at " + call.position());
            } else if (!StateDigest.ascending(response.writes())) {
                lost.accept("writes keys out of order at " + call.position());
            } else {
                encoded.complete(bytes);
                answer.complete(
                        new Answer(response.status(), response.contentType(), response.output(), response.writes()));
            }
        } catch (MalformedRecordException e) {
            lost.accept("sends a malformed response at " + call.position() + ": " + e.getMessage());
        }
    }

    @Override
    public boolean isDone() {
        return answer.isDone();
    }

    @Override
    public Answer answer(StateView state) {
        return answer.join();
    }

    /** The program will sign the response that it sent, so that must equal the one computed from the log's state. */
    @Override
    public void encoded(Bytes response) {
        if (call.needed() && !encoded.join().equals(response)) {
            lost.accept("has another state, or an answer that is too large, at " + call.position());
        }
    }
}
