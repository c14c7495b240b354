package io.tribunal.conformance.diversity;

import io.tribunal.conformance.input.GeneratedCall;
import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.probe.ProbeProcess;
import io.tribunal.conformance.probe.ProbeTimeouts;
import io.tribunal.conformance.probe.ProbedExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Runs all implementations in an unusual environment, without other faults, and records wrong answers. */
record EnvironmentExperiment(
        ProbedExecutor reference, List<ExecutorCommand> commands, ProbeTimeouts patience, long seed) {
    static final int RUNS = 40;

    RunResults runs(Environment environment) {
        List<List<GeneratedCall>> workloads = workloads();
        List<List<Optional<String>>> runs = new ArrayList<>();
        workloads.forEach(calls -> runs.add(new ArrayList<>()));
        for (ExecutorCommand command : commands) {
            try (ProbedExecutor subject = new ProbeProcess(environment.around(command), patience)) {
                for (int i = 0; i < workloads.size(); i++) {
                    List<GeneratedCall> calls = workloads.get(i);
                    String right = Experiment.answer(reference, calls);
                    runs.get(i)
                            .add(Optional.of(Experiment.answer(subject, calls)).filter(said -> !said.equals(right)));
                }
            }
        }
        return new RunResults(environment.name(), runs);
    }

    private List<List<GeneratedCall>> workloads() {
        Workload workload = new Workload(new SplittableRandom(seed));
        List<List<GeneratedCall>> workloads = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            workloads.add(workload.next());
        }
        return workloads;
    }
}
