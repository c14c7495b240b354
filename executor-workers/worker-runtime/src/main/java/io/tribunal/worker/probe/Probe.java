package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers one kind of question; throws an exception when it cannot. */
@FunctionalInterface
interface Probe {
    /** The answer without the question's id. */
    ObjectNode answer(JsonNode question);
}
