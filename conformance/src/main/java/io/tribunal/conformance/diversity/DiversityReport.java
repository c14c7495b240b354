package io.tribunal.conformance.diversity;

import io.tribunal.conformance.ExecutorCommand;
import io.tribunal.conformance.Patience;
import io.tribunal.conformance.ProbeProcess;
import io.tribunal.conformance.ProbedExecutor;
import io.tribunal.conformance.Questions;
import io.tribunal.conformance.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What implementations are made of, and how each pair has done.
 *
 * @param names in the order of all positions
 * @param environments runs in each odd environment
 */
public record DiversityReport(
        List<String> names, List<Materials> materials, List<Runs> environments, List<Pair> pairs) {
    public DiversityReport {
        names = List.copyOf(names);
        materials = List.copyOf(materials);
        environments = List.copyOf(environments);
        pairs = List.copyOf(pairs);
    }

    /**
     * Asks, injects and counts.
     *
     * @param runs of each mode
     * @param progress is told what begins
     * @throws io.tribunal.conformance.ProbeFailure when an implementation cannot tell what it is made of
     */
    public static DiversityReport of(List<ExecutorCommand> commands, long seed, int runs, Consumer<String> progress) {
        List<ProbedExecutor> subjects = new ArrayList<>();
        commands.forEach(command -> subjects.add(new ProbeProcess(command, Patience.USUAL)));
        try (ProbedExecutor truth = Reference.create()) {
            List<Materials> materials = subjects.stream()
                    .map(subject -> Materials.of(subject.ask(Questions.bom()).path("bom")))
                    .toList();
            Experiment experiment = new Experiment(truth, subjects, seed);
            progress.accept(runs + " runs in which each has a fault of its own");
            Runs independent = experiment.runs(Mode.INDEPENDENT, runs);
            progress.accept(runs + " runs in which all have the same fault");
            Runs common = experiment.runs(Mode.COMMON, runs);
            subjects.forEach(ProbedExecutor::close);
            EnvironmentTrial trial = new EnvironmentTrial(truth, commands, Patience.USUAL, seed);
            List<Runs> odd = new ArrayList<>();
            for (Environment environment : Environment.ALL) {
                progress.accept(EnvironmentTrial.RUNS + " runs with " + environment.name());
                odd.add(trial.runs(environment));
            }
            return new DiversityReport(
                    commands.stream().map(ExecutorCommand::name).toList(),
                    materials,
                    odd,
                    pairs(materials, independent, common, Runs.all("environment", odd)));
        } finally {
            subjects.forEach(ProbedExecutor::close);
        }
    }

    private static List<Pair> pairs(List<Materials> materials, Runs independent, Runs common, Runs odd) {
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
