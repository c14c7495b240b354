package io.tribunal.conformance.generated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.conformance.probe.ProbeFailure;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckGroup;
import io.tribunal.conformance.report.CheckResult;

/** Basics of a probe: it lists its components, and reports an error when it cannot answer. */
final class BasicsGroup implements CheckGroup {
    @Override
    public String name() {
        return "probe basics";
    }

    @Override
    public CheckResult run(ProbedExecutor executor) {
        CheckCounter checks = new CheckCounter();
        billOfMaterials(executor, checks);
        refusal(executor, checks, "a question it does not know", Questions.unknown());
        refusal(
                executor,
                checks,
                "a question without its fields",
                Questions.object().put("probe", "partition"));
        refusal(executor, checks, "bytes that are no hex", Questions.verify("zz", "", ""));
        checks.check(
                "goes on afterwards",
                Questions.object().put("partition", 0),
                () -> executor.ask(Questions.partition("a", 1)));
        return checks.result();
    }

    private static void billOfMaterials(ProbedExecutor executor, CheckCounter checks) {
        try {
            JsonNode bom = executor.ask(Questions.bom()).path("bom");
            for (String part : Questions.COMPONENTS) {
                checks.check(
                        "bom " + part,
                        !bom.path(part).path("name").asText().isBlank()
                                && bom.path(part).path("version").isTextual(),
                        "should have name and version, says "
                                + ProbeFailure.shown(bom.path(part).toString()));
            }
        } catch (ProbeFailure e) {
            checks.fail("bom", String.valueOf(e.getMessage()));
        }
    }

    /** Passes when the answer has a field {@code error}, which {@link ProbedExecutor#ask} turns into a failure. */
    private static void refusal(ProbedExecutor executor, CheckCounter checks, String what, ObjectNode question) {
        try {
            JsonNode answer = executor.ask(question);
            checks.fail(what, "should be told as error, says " + ProbeFailure.shown(answer.toString()));
        } catch (ProbeFailure e) {
            String message = String.valueOf(e.getMessage());
            checks.check(what, message.contains("says error"), message);
        }
    }
}
