package io.tribunal.ledger.scaled;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.tribunal.core.log.Request;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Executor;
import io.tribunal.worker.StateView;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The account service on scaled integers and Gson: an enum of operations; its JSON is indented, balance first. */
final class ScaledLedger implements Executor {
    private static final Map<String, Operation> OPERATIONS =
            Arrays.stream(Operation.values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final Gson gson = new GsonBuilder().setPrettyPrinting().create();

    @Override
    public Answer execute(StateView state, Request request) {
        Result result = run(state, request);
        String json = gson.toJson(result.output());
        return result.refused() ? Answer.refused(json) : Answer.ok(json, result.writes());
    }

    private static Result run(StateView state, Request request) {
        Call call = Call.of(state, request);
        if (call == null) {
            return Result.refused("BAD_REQUEST");
        }
        Operation operation = OPERATIONS.get(request.operation());
        return operation == null ? Result.refused("UNKNOWN_OPERATION") : operation.checkAndRun(call);
    }
}
