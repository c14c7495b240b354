package io.tribunal.conformance.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An executor implementation that answers questions of the probe protocol (docs/conformance.md). */
public interface ProbedExecutor extends AutoCloseable {
    /** For people. */
    String name();

    /**
     * Asks one question.
     *
     * @throws ProbeFailure when there is no answer, or one with a field {@code error}
     */
    JsonNode ask(ObjectNode question);

    /** Why it is not asked any more, if it has failed too often. */
    default Optional<String> abandoned() {
        return Optional.empty();
    }

    @Override
    void close();
}
