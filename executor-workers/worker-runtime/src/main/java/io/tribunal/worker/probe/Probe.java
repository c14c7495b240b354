package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One kind of question; an exception tells that it could not be answered. */
@FunctionalInterface
interface Probe {
    /** The answer without the question's id. */
    ObjectNode answer(JsonNode question);
}
