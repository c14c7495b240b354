package io.tribunal.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An executor implementation that answers probes. */
public interface Subject extends AutoCloseable {
    /** For people. */
    String name();

    /**
     * The answer to one question.
     *
     * @throws ProbeFailure when none comes, or one that says {@code error}
     */
    JsonNode ask(ObjectNode question);

    @Override
    void close();
}
