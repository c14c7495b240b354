package io.tribunal.conformance.script;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.report.CheckCounter;
import io.tribunal.conformance.report.CheckResult;
import io.tribunal.conformance.probe.ResponseView;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.log.ResponseBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands in response-log in the end, answer by answer, against the reference. */
record AnswerChecks(Map<Integer, ExpectedAnswers> expected, ResponseTail tail) {
    /** Every admitted request has the reference's answer as its last one. */
    CheckResult answered() {
        CheckCounter score = new CheckCounter();
        expected.forEach((partition, log) -> log.settled()
                .keySet()
                .forEach(offset -> score.check(
                        "entry " + partition + "@" + offset,
                        log.last(offset),
                        () -> tail.latest(partition, offset).orElse(null))));
        return score.result();
    }

    /** No rejected and no control entry has one. */
    CheckResult unanswered() {
        CheckCounter score = new CheckCounter();
        expected.forEach((partition, log) -> {
            for (long offset = 0; offset < log.end(); offset++) {
                if (!log.answers().containsKey(offset)) {
                    score.check(
                            "entry " + partition + "@" + offset,
                            tail.latest(partition, offset).isEmpty(),
                            "is answered, and must not be");
                }
            }
        });
        return score.result();
    }

    /** Whatever was said was right when it was said, also before a Void and before a kill; none goes back behind a Void. */
    CheckResult consistent() {
        CheckCounter score = new CheckCounter();
        Map<LogPosition, Integer> stages = new HashMap<>();
        for (SeenBatch seen : tail.seen()) {
            for (ResponseBatch.Item item :
                    seen.batch().map(ResponseBatch::items).orElse(List.of())) {
                LogPosition entry =
                        new LogPosition(seen.partition(), item.response().businessOffset());
                List<JsonNode> allowed = allowed(entry);
                int stage = allowed.indexOf(ResponseView.of(item.response()));
                boolean goesOn = stage >= stages.getOrDefault(entry, 0);
                score.check(
                        "answer at " + seen.partition() + "@" + seen.offset() + " to " + entry,
                        stage >= 0 && goesOn,
                        stage < 0
                                ? "is none that the reference ever gives"
                                : "goes back to what it said before a Void");
                stages.merge(entry, stage, Math::max);
            }
        }
        return score.result();
    }

    private List<JsonNode> allowed(LogPosition entry) {
        ExpectedAnswers log = expected.get(entry.partition());
        return log == null ? List.of() : log.answers().getOrDefault(entry.offset(), List.of());
    }
}
