package io.tribunal.conformance.vectors;

import io.tribunal.conformance.report.CheckResult;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckGroup;
import io.tribunal.conformance.probe.ProbedExecutor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiConsumer;

/** One file of golden vectors as a row. */
record VectorGroup(VectorFile file, Check check) implements CheckGroup {
    /** Asks and counts. */
    @FunctionalInterface
    interface Check {
        void run(VectorFile file, ProbedExecutor subject, CheckCounter score);
    }

    @Override
    public String name() {
        return "vectors " + file.name();
    }

    @Override
    public CheckResult run(ProbedExecutor subject) {
        CheckCounter score = new CheckCounter();
        check.run(file, subject, score);
        return score.result();
    }

    /** Goes through the cases with their names. */
    static void each(VectorFile file, BiConsumer<String, JsonNode> visitor) {
        List<JsonNode> cases = file.cases();
        for (int i = 0; i < cases.size(); i++) {
            visitor.accept(VectorFile.label(cases.get(i), i), cases.get(i));
        }
    }
}
