package io.tribunal.worker.example;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Write;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorFactory;
import io.tribunal.worker.StateView;
import java.util.List;

/**
 * A whole service in one class: GREET with a name as its body counts how often that name was greeted. Name the class in
 * {@code META-INF/services/io.tribunal.worker.ExecutorFactory}, put the jar on the class path, and set
 * {@code tribunal.executor.variant=greeting}.
 */
public final class GreetingExecutor implements ExecutorFactory {
    @Override
    public String variant() {
        return "greeting";
    }

    @Override
    public Executor create() {
        return GreetingExecutor::answer;
    }

    private static Answer answer(StateView state, Request request) {
        if (!request.operation().equals("GREET")) {
            return Answer.refused("{\"error\":\"UNKNOWN_OPERATION\"}");
        }
        Bytes name = request.body();
        long count = 1 + state.get(name).map(Bytes::toUtf8).map(Long::parseLong).orElse(0L);
        Write write = Write.put(name, Bytes.utf8(Long.toString(count)));
        return Answer.ok("{\"greeted\":" + count + "}", List.of(write));
    }
}
