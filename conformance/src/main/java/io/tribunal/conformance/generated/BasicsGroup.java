package io.tribunal.conformance.generated;

import io.tribunal.conformance.report.CheckResult;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckGroup;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.probe.ProbeFailure;
import io.tribunal.conformance.probe.ProbedExecutor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Whether the probe is what it should be: tells what it is made of, and says so when it cannot answer. */
final class BasicsGroup implements CheckGroup {
    static final List<String> PARTS = List.of("language", "runtime", "kafka", "avro", "json", "crypto", "os");

    @Override
    public String name() {
        return "probe basics";
    }

    @Override
    public CheckResult run(ProbedExecutor subject) {
        CheckCounter score = new CheckCounter();
        billOfMaterials(subject, score);
        refusal(subject, score, "a question it does not know", Questions.unknown());
        refusal(
                subject,
                score,
                "a question without its fields",
                Questions.object().put("probe", "partition"));
        refusal(subject, score, "bytes that are no hex", Questions.verify("zz", "", ""));
        score.check(
                "goes on afterwards",
                Questions.object().put("partition", 0),
                () -> subject.ask(Questions.partition("a", 1)));
        return score.result();
    }

    private static void billOfMaterials(ProbedExecutor subject, CheckCounter score) {
        try {
            JsonNode bom = subject.ask(Questions.bom()).path("bom");
            for (String part : PARTS) {
                score.check(
                        "bom " + part,
                        !bom.path(part).path("name").asText().isBlank()
                                && bom.path(part).path("version").isTextual(),
                        "should have name and version, says "
                                + ProbeFailure.shown(bom.path(part).toString()));
            }
        } catch (ProbeFailure e) {
            score.fail("bom", String.valueOf(e.getMessage()));
        }
    }

    /** Right is an answer that says {@code error}, which a subject turns into a failure with these words. */
    private static void refusal(ProbedExecutor subject, CheckCounter score, String what, ObjectNode question) {
        try {
            JsonNode answer = subject.ask(question);
            score.fail(what, "should be told as error, says " + ProbeFailure.shown(answer.toString()));
        } catch (ProbeFailure e) {
            String message = String.valueOf(e.getMessage());
            score.check(what, message.contains("says error"), message);
        }
    }
}
