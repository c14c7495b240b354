package io.tribunal.conformance.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.probe.Reference;
import io.tribunal.conformance.report.CheckCounter;
import java.util.ArrayList;
import java.util.List;

/** Vectors that are records of business-log. */
final class LogVectors {
    private LogVectors() {}

    static void admission(VectorFile file, ProbedExecutor executor, CheckCounter checks) {
        List<JsonNode> records = new ArrayList<>();
        List<JsonNode> expected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        VectorGroup.each(file, (name, vector) -> {
            names.add(name);
            records.add(record(vector));
            expected.add(vector.get("expected"));
        });
        checks.checkAll(names, expected, () -> decide(file.content(), executor, records));
    }

    static void rulesVersions(VectorFile file, ProbedExecutor executor, CheckCounter checks) {
        VectorGroup.each(file, (name, vector) -> {
            List<JsonNode> records = new ArrayList<>();
            List<JsonNode> expected = new ArrayList<>();
            List<String> names = new ArrayList<>();
            vector.get("records").forEach(record -> {
                names.add(name + ", " + record.get("name").asText());
                records.add(record(record));
                expected.add(record.get("expected"));
            });
            int partition = file.content().get("partition").asInt();
            checks.checkAll(names, expected, () -> decide(vector, partition, executor, records));
        });
    }

    static void hostile(VectorFile file, ProbedExecutor executor, CheckCounter checks) {
        VectorFile context = VectorFile.read("admission");
        JsonNode genesis = record(context.cases().getFirst());
        VectorGroup.each(
                file,
                (name, vector) -> checks.check(
                        name,
                        vector.get("expected"),
                        () -> decide(context.content(), executor, List.of(genesis, record(vector)))
                                .path(1)));
    }

    /** The signature verifies, and the record at offset 1 gets the same decision as from the reference. */
    static void envelopes(VectorFile file, ProbedExecutor executor, CheckCounter checks) {
        JsonNode context = VectorFile.read("admission").content();
        JsonNode genesis = record(context.get("cases").get(0));
        ProbedExecutor reference = Reference.create();
        VectorGroup.each(file, (name, vector) -> {
            checks.check(
                    name + ", signature",
                    Questions.object().put("keyValid", true).put("valid", true),
                    () -> executor.ask(Questions.verify(
                            vector.get("publicKey").asText(),
                            vector.get("message").asText(),
                            vector.get("signature").asText())));
            List<JsonNode> records = List.of(
                    genesis,
                    Questions.record(
                            1, context.get("cases").get(0).get("appendTime").asLong(), true, vector.get("value")));
            checks.check(
                    name + ", decision",
                    decide(context, reference, records).path(1),
                    () -> decide(context, executor, records).path(1));
        });
    }

    static void recovery(VectorFile file, ProbedExecutor executor, CheckCounter checks) {
        VectorGroup.each(
                file,
                (name, vector) -> checks.check(
                        name,
                        Questions.object().set("restored", vector.get("restored")),
                        () -> executor.ask(Questions.restore(file.content(), vector))));
    }

    private static JsonNode decide(JsonNode context, ProbedExecutor executor, List<JsonNode> records) {
        return decide(context, context.get("partition").asInt(), executor, records);
    }

    private static JsonNode decide(JsonNode context, int partition, ProbedExecutor executor, List<JsonNode> records) {
        return executor.ask(
                        Questions.admission(context.get("deployment").asText(), partition, Questions.array(records)))
                .path("decisions");
    }

    private static ObjectNode record(JsonNode vector) {
        return Questions.record(
                vector.get("offset").asLong(),
                vector.get("appendTime").asLong(),
                vector.get("logAppendTime").asBoolean(),
                vector.get("value"));
    }
}
