package io.tribunal.cli.diversity;

import io.tribunal.cli.conformance.ExecutorCommand;
import io.tribunal.cli.conformance.Patience;
import io.tribunal.cli.conformance.ProbeProcess;
import io.tribunal.cli.conformance.Subject;
import io.tribunal.cli.conformance.input.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** All implementations in an odd environment, without other faults: who gives wrong answers there, and which. */
record EnvironmentTrial(Subject truth, List<ExecutorCommand> commands, Patience patience, long seed) {
    static final int RUNS = 40;

    Runs runs(Environment environment) {
        List<List<Call>> workloads = workloads();
        List<List<Optional<String>>> runs = new ArrayList<>();
        workloads.forEach(calls -> runs.add(new ArrayList<>()));
        for (ExecutorCommand command : commands) {
            try (Subject subject = new ProbeProcess(environment.around(command), patience)) {
                for (int i = 0; i < workloads.size(); i++) {
                    List<Call> calls = workloads.get(i);
                    String right = Experiment.answer(truth, calls);
                    runs.get(i)
                            .add(Optional.of(Experiment.answer(subject, calls)).filter(said -> !said.equals(right)));
                }
            }
        }
        return new Runs(environment.name(), runs);
    }

    private List<List<Call>> workloads() {
        Workload workload = new Workload(new SplittableRandom(seed));
        List<List<Call>> workloads = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            workloads.add(workload.next());
        }
        return workloads;
    }
}
