package io.tribunal.conformance.vectors;

import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.probe.Reference;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.probe.ProbedExecutor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Vectors that are records of business-log. */
final class LogVectors {
    private LogVectors() {}

    static void admission(VectorFile file, ProbedExecutor subject, CheckCounter score) {
        List<JsonNode> records = new ArrayList<>();
        List<JsonNode> expected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        VectorGroup.each(file, (name, one) -> {
            names.add(name);
            records.add(record(one));
            expected.add(one.get("expected"));
        });
        score.checkAll(names, expected, () -> decide(file.content(), subject, records));
    }

    static void hostile(VectorFile file, ProbedExecutor subject, CheckCounter score) {
        VectorFile scene = VectorFile.read("admission");
        JsonNode genesis = record(scene.cases().getFirst());
        VectorGroup.each(
                file,
                (name, one) -> score.check(
                        name,
                        one.get("expected"),
                        () -> decide(scene.content(), subject, List.of(genesis, record(one)))
                                .path(1)));
    }

    /** What is signed verifies, and a request at offset 1 gets the decision of the reference. */
    static void envelopes(VectorFile file, ProbedExecutor subject, CheckCounter score) {
        JsonNode scene = VectorFile.read("admission").content();
        JsonNode genesis = record(scene.get("cases").get(0));
        ProbedExecutor reference = Reference.create();
        VectorGroup.each(file, (name, one) -> {
            score.check(
                    name + ", signature",
                    Questions.object().put("keyValid", true).put("valid", true),
                    () -> subject.ask(Questions.verify(
                            one.get("publicKey").asText(),
                            one.get("message").asText(),
                            one.get("signature").asText())));
            List<JsonNode> records = List.of(
                    genesis,
                    Questions.record(
                            1, scene.get("cases").get(0).get("appendTime").asLong(), true, one.get("value")));
            score.check(
                    name + ", decision",
                    decide(scene, reference, records).path(1),
                    () -> decide(scene, subject, records).path(1));
        });
    }

    static void recovery(VectorFile file, ProbedExecutor subject, CheckCounter score) {
        VectorGroup.each(
                file,
                (name, one) -> score.check(
                        name,
                        Questions.object().set("restored", one.get("restored")),
                        () -> subject.ask(Questions.restore(file.content(), one))));
    }

    private static JsonNode decide(JsonNode scene, ProbedExecutor subject, List<JsonNode> records) {
        return subject.ask(Questions.admission(
                        scene.get("deployment").asText(), scene.get("partition").asInt(), Questions.array(records)))
                .path("decisions");
    }

    private static ObjectNode record(JsonNode one) {
        return Questions.record(
                one.get("offset").asLong(),
                one.get("appendTime").asLong(),
                one.get("logAppendTime").asBoolean(),
                one.get("value"));
    }
}
