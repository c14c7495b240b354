package io.tribunal.conformance.generated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Reference;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckGroup;
import io.tribunal.conformance.report.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Generated questions; an answer is right when it equals the reference's.
 *
 * @param items finds the list in an answer; each item is one check
 */
record ComparedGroup(String name, List<ObjectNode> questions, Function<JsonNode, JsonNode> items)
        implements CheckGroup {
    @Override
    public CheckResult run(ProbedExecutor executor) {
        CheckCounter counter = new CheckCounter();
        try (ProbedExecutor reference = Reference.create()) {
            for (int i = 0; i < questions.size(); i++) {
                compare("question " + (i + 1), questions.get(i), reference, executor, counter);
            }
        }
        return counter.result();
    }

    private void compare(
            String name, ObjectNode question, ProbedExecutor reference, ProbedExecutor executor, CheckCounter counter) {
        List<JsonNode> expected = new ArrayList<>();
        items.apply(reference.ask(question)).forEach(expected::add);
        List<String> names = IntStream.rangeClosed(1, expected.size())
                .mapToObj(number -> name + ", item " + number)
                .toList();
        counter.checkAll(names, expected, () -> items.apply(executor.ask(question)));
    }
}
