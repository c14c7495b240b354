package io.tribunal.conformance.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An executor in a process of its own. It is killed after a failure and started again, up to a maximum number of failures. */
public final class ProbeProcess implements ProbedExecutor {
    private static final int MAX_FAILURES = 3;

    private final ExecutorCommand command;
    private final ProbeTimeouts patience;
    private @Nullable ProbeConversation conversation;
    private int failures;
    private long asked;

    public ProbeProcess(ExecutorCommand command, ProbeTimeouts patience) {
        this.command = command;
        this.patience = patience;
    }

    @Override
    public String name() {
        return command.name();
    }

    @Override
    public JsonNode ask(ObjectNode question) {
        JsonNode answer = answer(question.deepCopy().put("id", ++asked));
        if (answer.has("error")) {
            throw new ProbeFailure("says error: " + answer.get("error").asText());
        }
        return answer;
    }

    @Override
    public Optional<String> abandoned() {
        return failures < MAX_FAILURES
                ? Optional.empty()
                : Optional.of("not asked any more after " + MAX_FAILURES + " failures of its process");
    }

    private JsonNode answer(ObjectNode question) {
        abandoned().ifPresent(why -> {
            throw new ProbeFailure(why);
        });
        boolean fresh = conversation == null;
        try {
            ProbeConversation open = conversation == null ? ProbeConversation.begin(command) : conversation;
            conversation = open;
            return open.ask(question, fresh ? patience.first() : patience.next());
        } catch (ProbeFailure e) {
            failures++;
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (conversation != null) {
            conversation.close();
            conversation = null;
        }
    }
}
