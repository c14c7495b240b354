package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.worker.Executor;
import io.tribunal.worker.GuardedExecutor;
import io.tribunal.worker.PartitionState;
import java.util.Optional;

/** Executes requests as if they had been admitted; the state stays until a question resets it. */
final class ExecuteProbe implements Probe {
    private static final RequestId NO_ID = new RequestId(Bytes.wrap(new byte[RequestId.LENGTH]));
    private static final ClientId ASKING = new ClientId("probe");

    private final Executor service;
    private PartitionState state;

    ExecuteProbe(Executor service) {
        this.service = new GuardedExecutor(service);
        this.state = new PartitionState(Optional.empty());
    }

    @Override
    public ObjectNode answer(JsonNode question) {
        if (question.path("reset").booleanValue()) {
            state = new PartitionState(Optional.empty());
        }
        Hash deployment = Wire.hash(question, "deployment");
        PartitionState.Terms terms = new PartitionState.Terms(
                Wire.require(question, "stateful").booleanValue(),
                Wire.int32(question, "checkpointInterval"),
                Wire.int32(question, "maxOutput"));
        ArrayNode responses = JsonNodeFactory.instance.arrayNode();
        for (JsonNode one : Wire.require(question, "requests")) {
            Request request = request(deployment, one);
            Response response = state.answer(
                    Wire.int64(one, "offset"),
                    Wire.hash(one, "requestHash"),
                    view -> service.execute(view, request),
                    terms,
                    PartitionState.VoidRule.NONE);
            responses.add(PayloadCodec.encodeResponse(response).toHex());
        }
        return Wire.object("responses", responses);
    }

    private static Request request(Hash deployment, JsonNode one) {
        return new Request(
                deployment,
                NO_ID,
                ASKING,
                0,
                0,
                Wire.text(one, "shardKey"),
                Wire.text(one, "operation"),
                Wire.text(one, "contentType"),
                Wire.bytes(one, "body"));
    }
}
