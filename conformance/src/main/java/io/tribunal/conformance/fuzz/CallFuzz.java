package io.tribunal.conformance.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.input.CallGenerator;
import io.tribunal.conformance.input.ExecuteQuestion;
import io.tribunal.conformance.input.GeneratedCall;
import io.tribunal.conformance.probe.ProbeFailure;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.probe.ResponseView;
import io.tribunal.kafka.process.LogText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares all implementations on the same random calls, on a state that is reset regularly. A body that admission must refuse
 * goes through the body rule only, since it never reaches a service.
 */
public final class CallFuzz {
    private static final int ROUND = 100;
    private static final int ROUNDS_A_STATE = 10;
    private static final int SHOWN = 600;

    private final List<ProbedExecutor> executors;
    private final CallGenerator generator;
    private final List<GeneratedCall> executed = new ArrayList<>();

    /** @param executors two or more; the others are compared with the first */
    public CallFuzz(List<ProbedExecutor> executors, long seed) {
        this.executors = List.copyOf(executors);
        this.generator = new CallGenerator(seed);
    }

    /**
     * Asks until there is a difference or the number of calls is reached.
     *
     * @throws ProbeFailure when an implementation does not answer
     */
    public FuzzReport run(long calls) {
        long done = 0;
        for (int round = 0; done < calls; round++) {
            if (round % ROUNDS_A_STATE == 0) {
                executed.clear();
            }
            List<GeneratedCall> next = generator.next((int) Math.min(ROUND, calls - done));
            done += next.size();
            Optional<Disagreement> finding = bodies(next).or(() -> execute(next));
            if (finding.isPresent()) {
                return new FuzzReport(done, finding);
            }
        }
        return new FuzzReport(done, Optional.empty());
    }

    private Optional<Disagreement> bodies(List<GeneratedCall> calls) {
        for (GeneratedCall call : calls) {
            Map<String, String> answers = new LinkedHashMap<>();
            if (!call.isAdmissible()) {
                executors.forEach(executor -> answers.put(
                        executor.name(),
                        "valid " + executor.ask(Questions.body(call.body())).path("valid")));
            }
            if (answers.values().stream().distinct().count() > 1) {
                return Optional.of(new Disagreement(
                        "the body rule differs",
                        List.of("body " + shown(call.body().toUtf8())),
                        answers));
            }
        }
        return Optional.empty();
    }

    private Optional<Disagreement> execute(List<GeneratedCall> calls) {
        List<GeneratedCall> admissible =
                calls.stream().filter(GeneratedCall::isAdmissible).toList();
        if (admissible.isEmpty()) {
            return Optional.empty();
        }
        boolean reset = executed.isEmpty();
        long first = executed.size() + 1L;
        List<JsonNode> answers = executors.stream()
                .map(executor -> ResponseView.all(executor.ask(ExecuteQuestion.of(reset, first, admissible))))
                .toList();
        executed.addAll(admissible);
        for (int i = 1; i < answers.size(); i++) {
            if (!answers.get(i).equals(answers.getFirst())) {
                return Optional.of(minimised(executors.getFirst(), executors.get(i)));
            }
        }
        return Optional.empty();
    }

    private Disagreement minimised(ProbedExecutor one, ProbedExecutor other) {
        List<GeneratedCall> small =
                new Shrinking(calls -> !replay(one, calls).equals(replay(other, calls))).smallest(executed);
        int at = 0;
        JsonNode expected = replay(one, small);
        JsonNode given = replay(other, small);
        while (at < small.size() - 1 && expected.path(at).equals(given.path(at))) {
            at++;
        }
        Map<String, String> answers = new LinkedHashMap<>();
        for (ProbedExecutor executor : executors) {
            answers.put(executor.name(), shown(replay(executor, small).path(at).toString()));
        }
        return new Disagreement(
                one.name() + " and " + other.name() + " differ",
                small.stream().map(CallFuzz::shown).toList(),
                answers);
    }

    private static JsonNode replay(ProbedExecutor executor, List<GeneratedCall> calls) {
        return ResponseView.all(executor.ask(ExecuteQuestion.of(true, 1, calls)));
    }

    private static String shown(GeneratedCall call) {
        return shown(call.shardKey() + " " + call.operation() + " " + call.contentType() + " "
                + call.body().toUtf8());
    }

    private static String shown(String text) {
        String escaped = LogText.escaped(text);
        return escaped.length() <= SHOWN ? escaped : escaped.substring(0, SHOWN) + "...";
    }
}
