package io.tribunal.conformance.diversity;

import io.tribunal.conformance.probe.ExecutorCommand;
import io.tribunal.conformance.probe.ProbeProcess;
import io.tribunal.conformance.probe.ProbeTimeouts;
import io.tribunal.conformance.probe.ProbedExecutor;
import io.tribunal.conformance.probe.Questions;
import io.tribunal.conformance.probe.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The components of implementations, and for each pair the overlap and the results of the experiments.
 *
 * @param names in the order of all positions
 * @param environments runs in each odd environment
 */
public record DiversityReport(
        List<String> names, List<Materials> materials, List<RunResults> environments, List<Pair> pairs) {
    public DiversityReport {
        names = List.copyOf(names);
        materials = List.copyOf(materials);
        environments = List.copyOf(environments);
        pairs = List.copyOf(pairs);
    }

    /**
     * Asks for the components and runs the experiments.
     *
     * @param runs of each mode
     * @param progress receives one line at the start of each step
     * @throws io.tribunal.conformance.probe.ProbeFailure when an implementation cannot list its components
     */
    public static DiversityReport of(List<ExecutorCommand> commands, long seed, int runs, Consumer<String> progress) {
        List<ProbedExecutor> executors = new ArrayList<>();
        commands.forEach(command -> executors.add(new ProbeProcess(command, ProbeTimeouts.USUAL)));
        try (ProbedExecutor reference = Reference.create()) {
            List<Materials> materials = executors.stream()
                    .map(executor -> Materials.of(executor.ask(Questions.bom()).path("bom")))
                    .toList();
            Experiment experiment = new Experiment(reference, executors, seed);
            progress.accept(runs + " runs in which each has a fault of its own");
            RunResults independent = experiment.runs(Mode.INDEPENDENT, runs);
            progress.accept(runs + " runs in which all have the same fault");
            RunResults common = experiment.runs(Mode.COMMON, runs);
            executors.forEach(ProbedExecutor::close);
            EnvironmentExperiment trial = new EnvironmentExperiment(reference, commands, ProbeTimeouts.USUAL, seed);
            List<RunResults> odd = new ArrayList<>();
            for (Environment environment : Environment.ALL) {
                progress.accept(EnvironmentExperiment.RUNS + " runs with " + environment.name());
                odd.add(trial.runs(environment));
            }
            return new DiversityReport(
                    commands.stream().map(ExecutorCommand::name).toList(),
                    materials,
                    odd,
                    pairs(materials, independent, common, RunResults.all("environment", odd)));
        } finally {
            executors.forEach(ProbedExecutor::close);
        }
    }

    private static List<Pair> pairs(
            List<Materials> materials, RunResults independent, RunResults common, RunResults odd) {
        List<Pair> pairs = new ArrayList<>();
        for (int one = 0; one < materials.size(); one++) {
            for (int other = one + 1; other < materials.size(); other++) {
                pairs.add(new Pair(
                        one,
                        other,
                        Overlap.of(materials.get(one), materials.get(other)),
                        PairCount.of(independent, one, other),
                        PairCount.of(common, one, other),
                        PairCount.of(odd, one, other)));
            }
        }
        return pairs;
    }
}
