package io.tribunal.ledger;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Status;
import io.tribunal.core.state.StateTree;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorVariants;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;

/** A variant and its state, which the runtime would keep. */
final class Bank {
    private final Executor executor;
    private final StateTree state = new StateTree();

    Bank(String variant) {
        this.executor = ExecutorVariants.onClassPath().create(variant);
    }

    Answer ask(Request request) {
        Answer answer = executor.execute(state::get, request);
        if (answer.status() == Status.OK) {
            state.apply(answer.writes());
        }
        return answer;
    }

    Answer ask(String operation, String body) {
        return ask(RequestGenerator.request("main", operation, "application/json", body));
    }

    /** The canonical output, with the prefix REFUSED if it is a refusal. */
    String say(String operation, String body) {
        return show(ask(operation, body));
    }

    Optional<String> value(String account) {
        return value("main", account);
    }

    Optional<String> value(String ledger, String account) {
        return state.get(Bytes.utf8(ledger + "\0" + account)).map(Bytes::toUtf8);
    }

    StateTree state() {
        return state;
    }

    static String show(Answer answer) {
        String output = canonical(answer.output());
        return answer.status() == Status.OK ? output : "REFUSED " + output;
    }

    private static String canonical(Bytes output) {
        try {
            return new JsonCanonicalizer(output.array()).getEncodedString();
        } catch (java.io.IOException e) {
            throw new AssertionError("output is not JSON: " + output.toUtf8(), e);
        }
    }
}
