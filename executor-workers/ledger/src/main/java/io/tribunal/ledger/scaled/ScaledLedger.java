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
    private static final Map<String, AccountOperation> OPERATIONS = Arrays.stream(AccountOperation.values())
            .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    private final Gson gson = new GsonBuilder().setPrettyPrinting().create();

    @Override
    public Answer execute(StateView state, Request request) {
        Effect effect = run(state, request);
        String json = gson.toJson(effect.output());
        return effect.refused() ? Answer.refused(json) : Answer.ok(json, effect.writes());
    }

    private static Effect run(StateView state, Request request) {
        AccountRequest parsed = AccountRequest.of(state, request);
        if (parsed == null) {
            return Effect.refused("BAD_REQUEST");
        }
        AccountOperation operation = OPERATIONS.get(request.operation());
        return operation == null ? Effect.refused("UNKNOWN_OPERATION") : operation.checkAndRun(parsed);
    }
}
