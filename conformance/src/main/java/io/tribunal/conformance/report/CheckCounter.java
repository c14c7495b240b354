package io.tribunal.conformance.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tribunal.conformance.probe.ProbeFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Counts the checks of a group and keeps the first failure. */
public final class CheckCounter {
    private int passed;
    private int total;
    private Optional<String> firstFailure = Optional.empty();

    /** Passes when the answer has all expected fields; fails also when there is no answer. */
    public void check(String what, JsonNode expected, Supplier<JsonNode> answer) {
        try {
            compare(what, expected, answer.get());
        } catch (ProbeFailure e) {
            fail(what, String.valueOf(e.getMessage()));
        }
    }

    /** Checks each item of an answer that is a list. */
    public void checkAll(List<String> names, List<JsonNode> expected, Supplier<JsonNode> answers) {
        try {
            JsonNode given = answers.get();
            for (int i = 0; i < expected.size(); i++) {
                compare(names.get(i), expected.get(i), given.path(i));
            }
            if (given.size() > expected.size()) {
                fail(names.getLast(), "answers " + given.size() + " items where " + expected.size() + " were asked");
            }
        } catch (ProbeFailure e) {
            names.forEach(what -> fail(what, String.valueOf(e.getMessage())));
        }
    }

    /** Passes when the condition holds. */
    public void check(String what, boolean holds, String failure) {
        if (holds) {
            passed++;
            total++;
        } else {
            fail(what, failure);
        }
    }

    private void compare(String what, JsonNode expected, JsonNode given) {
        Optional<String> difference =
                JsonDifference.difference(expected, given == null ? MissingNode.getInstance() : given);
        check(what, difference.isEmpty(), difference.orElse(""));
    }

    public void fail(String what, String how) {
        total++;
        if (firstFailure.isEmpty()) {
            firstFailure = Optional.of(ProbeFailure.shown(what) + ": " + how);
        }
    }

    public CheckResult result() {
        return new CheckResult(passed, total, firstFailure);
    }
}
