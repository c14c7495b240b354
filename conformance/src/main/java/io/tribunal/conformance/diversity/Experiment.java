package io.tribunal.conformance.diversity;

import com.fasterxml.jackson.databind.JsonNode;
import io.tribunal.conformance.input.ExecuteQuestion;
import io.tribunal.conformance.input.GeneratedCall;
import io.tribunal.conformance.probe.ProbeFailure;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.ResponseView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The fault injection: in each run every implementation executes the same calls with a fault in them, and only the answer to the
 * last call counts. Same seed, same runs.
 */
final class Experiment {
    private final ProbedExecutor reference;
    private final List<ProbedExecutor> subjects;
    private final long seed;

    /** @param reference executes without faults */
    Experiment(ProbedExecutor reference, List<ProbedExecutor> subjects, long seed) {
        this.reference = reference;
        this.subjects = List.copyOf(subjects);
        this.seed = seed;
    }

    /** So many runs of a mode. */
    RunResults runs(Mode mode, int count) {
        SplittableRandom random = new SplittableRandom(seed + mode.stream);
        Workload workload = new Workload(random.split());
        List<List<Optional<String>>> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(run(mode, workload.next(), random));
        }
        return new RunResults(mode.name().toLowerCase(Locale.ROOT), runs);
    }

    private List<Optional<String>> run(Mode mode, List<GeneratedCall> calls, SplittableRandom random) {
        String right = answer(reference, calls);
        List<GeneratedCall> common = faulty(calls, random);
        List<Optional<String>> wrong = new ArrayList<>();
        for (ProbedExecutor subject : subjects) {
            List<GeneratedCall> own = mode == Mode.COMMON ? common : faulty(calls, random);
            wrong.add(Optional.of(answer(subject, own)).filter(said -> !said.equals(right)));
        }
        return wrong;
    }

    private static List<GeneratedCall> faulty(List<GeneratedCall> calls, SplittableRandom random) {
        InputFault[] faults = InputFault.values();
        return faults[random.nextInt(faults.length)].in(calls, random);
    }

    /** What the voter would compare of the answer to the last call. Each failure has its own text, so none agree. */
    static String answer(ProbedExecutor subject, List<GeneratedCall> calls) {
        try {
            JsonNode views = ResponseView.all(subject.ask(ExecuteQuestion.of(true, 1, calls)));
            JsonNode last = views.path(calls.size() - 1);
            return last.path("status").asText() + " " + last.path("contentType").asText() + " "
                    + last.path("output").asText();
        } catch (ProbeFailure e) {
            return subject.name() + " fails: " + e.getMessage();
        }
    }
}
