package io.tribunal.conformance.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An executor implementation that answers probes. */
public interface ProbedExecutor extends AutoCloseable {
    /** For people. */
    String name();

    /**
     * The answer to one question.
     *
     * @throws ProbeFailure when none comes, or one that says {@code error}
     */
    JsonNode ask(ObjectNode question);

    /** Why nothing more is asked of it, if it has failed too often. */
    default Optional<String> abandoned() {
        return Optional.empty();
    }

    @Override
    void close();
}
