package io.tribunal.conformance.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.worker.Executor;
import io.tribunal.worker.ExecutorVariants;
import io.tribunal.worker.Service;
import io.tribunal.worker.probe.Probes;
import java.util.Optional;

/** A Java implementation in this process; by default the one that the others are compared with. */
public final class Reference implements ProbedExecutor {
    private static final String VARIANT = "decimal";

    private final String name;
    private final Probes probes;

    private Reference(String name, Executor service) {
        this.name = name;
        this.probes = new Probes(Service.of(service), Optional.empty());
    }

    /** Any service, such as one with a deliberate error. */
    public static Reference of(String name, Executor service) {
        return new Reference(name, service);
    }

    public static Reference create() {
        return new Reference("reference", ExecutorVariants.onClassPath().create(VARIANT));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JsonNode ask(ObjectNode question) {
        ObjectNode answer = probes.answer(question);
        if (answer.has("error")) {
            throw new ProbeFailure(name + " says error: " + answer.get("error").asText());
        }
        return answer;
    }

    @Override
    public void close() {
        // lives in this process
    }
}
