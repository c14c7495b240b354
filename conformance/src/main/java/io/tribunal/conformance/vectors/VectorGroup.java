package io.tribunal.conformance.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckGroup;
import io.tribunal.conformance.report.CheckResult;
import java.util.List;
import java.util.function.BiConsumer;

/** One file of golden vectors: one row of the table. */
record VectorGroup(VectorFile file, Check check) implements CheckGroup {
    /** Asks an executor the vectors of a file and counts the results. */
    @FunctionalInterface
    interface Check {
        void run(VectorFile file, ProbedExecutor executor, CheckCounter checks);
    }

    @Override
    public String name() {
        return "vectors " + file.name();
    }

    @Override
    public CheckResult run(ProbedExecutor executor) {
        CheckCounter checks = new CheckCounter();
        check.run(file, executor, checks);
        return checks.result();
    }

    /** Visits each vector with its name. */
    static void each(VectorFile file, BiConsumer<String, JsonNode> visitor) {
        List<JsonNode> cases = file.cases();
        for (int i = 0; i < cases.size(); i++) {
            visitor.accept(VectorFile.label(cases.get(i), i), cases.get(i));
        }
    }
}
