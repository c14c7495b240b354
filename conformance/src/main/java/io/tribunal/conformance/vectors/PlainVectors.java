package io.tribunal.conformance.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.core.identity.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Vectors of probes that need no log. */
final class PlainVectors {
    private PlainVectors() {}

    static void partitioner(VectorFile file, ProbedExecutor executor, CheckCounter counter) {
        VectorGroup.each(file, (name, vector) -> {
            String key = vector.get("shardKey").asText();
            int partitions = vector.get("partitions").asInt();
            counter.check(
                    "key \"" + key + "\" of " + partitions,
                    Questions.object().set("partition", vector.get("partition")),
                    () -> executor.ask(Questions.partition(key, partitions)));
        });
    }

    static void signatures(VectorFile file, ProbedExecutor executor, CheckCounter counter) {
        VectorGroup.each(file, (name, vector) -> {
            ObjectNode expected = Questions.object();
            expected.set("keyValid", vector.get("keyValid"));
            expected.set("valid", vector.get("valid"));
            counter.check(
                    name,
                    expected,
                    () -> executor.ask(Questions.verify(
                            text(vector, "publicKey"), text(vector, "message"), text(vector, "signature"))));
        });
    }

    static void keys(VectorFile file, ProbedExecutor executor, CheckCounter counter) {
        VectorGroup.each(file, (name, vector) -> {
            String message = Bytes.utf8(text(vector, "seedText")).toHex();
            counter.check(
                    text(vector, "seedText"),
                    Questions.object().put("keyValid", true).put("valid", true),
                    () -> executor.ask(
                            Questions.verify(text(vector, "publicKey"), message, text(vector, "signature"))));
        });
    }

    static void bodies(VectorFile file, ProbedExecutor executor, CheckCounter counter) {
        VectorGroup.each(file, (name, vector) -> {
            if (vector.hasNonNull("requestBody")) {
                Bytes body = Bytes.hex(text(vector, "output"));
                counter.check(
                        "body " + body.toUtf8(),
                        Questions.object().set("valid", vector.get("requestBody")),
                        () -> executor.ask(Questions.body(body)));
            }
        });
    }

    static void window(VectorFile file, ProbedExecutor executor, CheckCounter counter) {
        List<JsonNode> checks = new ArrayList<>();
        List<JsonNode> expected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        VectorGroup.each(file, (name, vector) -> {
            names.add(name + ", sequence " + text(vector, "sequence"));
            checks.add(
                    Questions.object().put("sequence", text(vector, "sequence")).put("offset", text(vector, "offset")));
            ObjectNode wanted = Questions.object().put("check", text(vector, "check"));
            if (vector.has("firstOffset")) {
                wanted.set("firstOffset", vector.get("firstOffset"));
            }
            expected.add(wanted);
        });
        counter.checkAll(
                names,
                expected,
                () -> executor.ask(Questions.window(Questions.array(checks))).path("results"));
    }

    static void state(VectorFile file, ProbedExecutor executor, CheckCounter counter) {
        List<JsonNode> steps = new ArrayList<>();
        List<JsonNode> expected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        VectorGroup.each(file, (name, vector) -> {
            names.add("step " + name);
            steps.add(Questions.object().set("writes", vector.get("writes")));
            ObjectNode wanted = vector.deepCopy();
            wanted.remove(List.of("writes", "entries"));
            expected.add(wanted);
        });
        counter.checkAll(
                names,
                expected,
                () -> executor.ask(Questions.state(Questions.array(steps))).path("steps"));
    }

    private static String text(JsonNode vector, String name) {
        return vector.get(name).asText();
    }
}
