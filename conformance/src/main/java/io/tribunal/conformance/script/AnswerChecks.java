package io.tribunal.conformance.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.probe.ResponseView;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckResult;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares all answers in response-log with those of the reference. */
record AnswerChecks(Map<Integer, ExpectedAnswers> expected, ResponseTail tail) {
    /** The last answer to every admitted request is the reference's. */
    CheckResult answered() {
        CheckCounter checks = new CheckCounter();
        expected.forEach((partition, log) -> log.settled()
                .keySet()
                .forEach(offset -> checks.check(
                        "entry " + partition + "@" + offset,
                        log.last(offset),
                        () -> tail.latest(partition, offset).orElse(null))));
        return checks.result();
    }

    /** No rejected entry and no control entry is answered. */
    CheckResult unanswered() {
        CheckCounter checks = new CheckCounter();
        expected.forEach((partition, log) -> {
            for (long offset = 0; offset < log.end(); offset++) {
                if (!log.answers().containsKey(offset)) {
                    checks.check(
                            "entry " + partition + "@" + offset,
                            tail.latest(partition, offset).isEmpty(),
                            "is answered, and must not be");
                }
            }
        });
        return checks.result();
    }

    /** Every answer was correct when it was given, also before a Void and before a kill, and none returns to an answer from before a Void. */
    CheckResult consistent() {
        CheckCounter checks = new CheckCounter();
        Map<LogPosition, Integer> versions = new HashMap<>();
        for (SeenBatch seen : tail.seen()) {
            for (ResponseBatch.Item item :
                    seen.batch().map(ResponseBatch::items).orElse(List.of())) {
                LogPosition entry =
                        new LogPosition(seen.partition(), item.response().businessOffset());
                List<JsonNode> allowed = allowed(entry);
                int version = allowed.indexOf(ResponseView.of(item.response()));
                boolean inOrder = version >= versions.getOrDefault(entry, 0);
                checks.check(
                        "answer at " + seen.partition() + "@" + seen.offset() + " to " + entry,
                        version >= 0 && inOrder,
                        version < 0
                                ? "is none that the reference ever gives"
                                : "goes back to what it said before a Void");
                versions.merge(entry, version, Math::max);
            }
        }
        return checks.result();
    }

    private List<JsonNode> allowed(LogPosition entry) {
        ExpectedAnswers log = expected.get(entry.partition());
        return log == null ? List.of() : log.answers().getOrDefault(entry.offset(), List.of());
    }
}
