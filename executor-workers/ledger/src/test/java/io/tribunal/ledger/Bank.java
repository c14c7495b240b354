package io.tribunal.ledger;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Status;
import io.tribunal.core.state.StateTree;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorVariants;
import java.util.Optional;
import org.erdtman.jcs.JsonCanonicalizer;

/** A variant with a state of its own, as the runtime would keep it. */
final class Bank {
    private static final RequestId ID = new RequestId(Bytes.wrap(new byte[RequestId.LENGTH]));
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
        return ask(request("main", operation, "application/json", body));
    }

    /** The canonical output, after the status where it is a refusal. */
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

    static Request request(String ledger, String operation, String contentType, String body) {
        return new Request(Hash.ZERO, ID, new ClientId("c"), 0, 0, ledger, operation, contentType, Bytes.utf8(body));
    }

    private static String canonical(Bytes output) {
        try {
            return new JsonCanonicalizer(output.array()).getEncodedString();
        } catch (java.io.IOException e) {
            throw new AssertionError("output is not JSON: " + output.toUtf8(), e);
        }
    }
}
