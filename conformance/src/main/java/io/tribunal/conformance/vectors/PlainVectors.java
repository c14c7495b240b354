package io.tribunal.conformance.vectors;

import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.probe.ProbedExecutor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Vectors that go through probes without a log. */
final class PlainVectors {
    private PlainVectors() {}

    static void partitioner(VectorFile file, ProbedExecutor subject, CheckCounter score) {
        VectorGroup.each(file, (name, one) -> {
            String key = one.get("shardKey").asText();
            int partitions = one.get("partitions").asInt();
            score.check(
                    "key \"" + key + "\" of " + partitions,
                    Questions.object().set("partition", one.get("partition")),
                    () -> subject.ask(Questions.partition(key, partitions)));
        });
    }

    static void signatures(VectorFile file, ProbedExecutor subject, CheckCounter score) {
        VectorGroup.each(file, (name, one) -> {
            ObjectNode expected = Questions.object();
            expected.set("keyValid", one.get("keyValid"));
            expected.set("valid", one.get("valid"));
            score.check(
                    name,
                    expected,
                    () -> subject.ask(
                            Questions.verify(text(one, "publicKey"), text(one, "message"), text(one, "signature"))));
        });
    }

    static void keys(VectorFile file, ProbedExecutor subject, CheckCounter score) {
        VectorGroup.each(file, (name, one) -> {
            String message = Bytes.utf8(text(one, "seedText")).toHex();
            score.check(
                    text(one, "seedText"),
                    Questions.object().put("keyValid", true).put("valid", true),
                    () -> subject.ask(Questions.verify(text(one, "publicKey"), message, text(one, "signature"))));
        });
    }

    static void bodies(VectorFile file, ProbedExecutor subject, CheckCounter score) {
        VectorGroup.each(file, (name, one) -> {
            if (one.hasNonNull("requestBody")) {
                Bytes body = Bytes.hex(text(one, "output"));
                score.check(
                        "body " + body.toUtf8(),
                        Questions.object().set("valid", one.get("requestBody")),
                        () -> subject.ask(Questions.body(body)));
            }
        });
    }

    static void window(VectorFile file, ProbedExecutor subject, CheckCounter score) {
        List<JsonNode> checks = new ArrayList<>();
        List<JsonNode> expected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        VectorGroup.each(file, (name, one) -> {
            names.add(name + ", sequence " + text(one, "sequence"));
            checks.add(Questions.object().put("sequence", text(one, "sequence")).put("offset", text(one, "offset")));
            ObjectNode wanted = Questions.object().put("check", text(one, "check"));
            if (one.has("firstOffset")) {
                wanted.set("firstOffset", one.get("firstOffset"));
            }
            expected.add(wanted);
        });
        score.checkAll(
                names,
                expected,
                () -> subject.ask(Questions.window(Questions.array(checks))).path("results"));
    }

    static void state(VectorFile file, ProbedExecutor subject, CheckCounter score) {
        List<JsonNode> steps = new ArrayList<>();
        List<JsonNode> expected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        VectorGroup.each(file, (name, one) -> {
            names.add("step " + name);
            steps.add(Questions.object().set("writes", one.get("writes")));
            ObjectNode wanted = one.deepCopy();
            wanted.remove(List.of("writes", "entries"));
            expected.add(wanted);
        });
        score.checkAll(
                names,
                expected,
                () -> subject.ask(Questions.state(Questions.array(steps))).path("steps"));
    }

    private static String text(JsonNode one, String name) {
        return one.get(name).asText();
    }
}
