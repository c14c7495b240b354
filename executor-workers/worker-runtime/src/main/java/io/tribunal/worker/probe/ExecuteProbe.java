package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.worker.Call;
import io.tribunal.worker.Execution;
import io.tribunal.worker.state.ExecutorState;
import io.tribunal.worker.Service;
import io.tribunal.worker.ServiceRun;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Executes requests as if they were admitted; keeps the state until a question resets it. */
final class ExecuteProbe implements Probe {
    private static final RequestId NO_ID = new RequestId(Bytes.wrap(new byte[RequestId.LENGTH]));
    private static final ClientId CLIENT = new ClientId("probe");
    private static final long LOOK_EVERY_MS = 1;

    private final Service service;
    private ServiceRun run;
    private ExecutorState state;

    ExecuteProbe(Service service) {
        this.service = service;
        this.run = service.begin(0, Optional.empty());
        this.state = new ExecutorState(Optional.empty());
    }

    @Override
    public ObjectNode answer(JsonNode question) {
        int partition = Wire.int32(question, "partition");
        if (question.path("reset").booleanValue()) {
            run.close();
            run = service.begin(partition, Optional.empty());
            state = new ExecutorState(Optional.empty());
        }
        Hash deployment = Wire.hash(question, "deployment");
        ExecutorState.Terms terms = new ExecutorState.Terms(
                Wire.require(question, "stateful").booleanValue(),
                Wire.int32(question, "checkpointInterval"),
                Wire.int32(question, "maxOutput"));
        ArrayNode responses = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : Wire.require(question, "requests")) {
            long offset = Wire.int64(one, "offset");
            Hash requestHash = Wire.hash(one, "requestHash");
            Execution execution = run.begin(new Call(
                    new LogPosition(partition, offset),
                    Bytes.EMPTY,
                    requestHash,
                    request(deployment, one),
                    terms.maxOutput(),
                    true,
                    false));
            await(execution);
            Response response =
                    state.answer(offset, requestHash, execution::answer, terms, ExecutorState.VoidRule.NONE);
            responses.add(PayloadCodec.encodeResponse(response).toHex());
        }
        return Wire.object("responses", responses);
    }

    /** Waits for one request; a probe does not test the rebuild after a lost state. */
    private void await(Execution execution) {
        while (!execution.isDone()) {
            if (run.isBroken()) {
                throw new IllegalStateException("the service is lost");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MS));
        }
    }

    private static Request request(Hash deployment, JsonNode one) {
        return new Request(
                deployment,
                NO_ID,
                CLIENT,
                0,
                0,
                Wire.text(one, "shardKey"),
                Wire.text(one, "operation"),
                Wire.text(one, "contentType"),
                Wire.bytes(one, "body"));
    }
}
