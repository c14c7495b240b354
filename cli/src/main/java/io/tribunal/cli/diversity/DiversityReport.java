package io.tribunal.cli.diversity;

import io.tribunal.cli.conformance.ExecutorCommand;
import io.tribunal.cli.conformance.Patience;
import io.tribunal.cli.conformance.ProbeProcess;
import io.tribunal.cli.conformance.Questions;
import io.tribunal.cli.conformance.Reference;
import io.tribunal.cli.conformance.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What implementations are made of, and how each pair has done.
 *
 * @param names in the order of all positions
 */
public record DiversityReport(List<String> names, List<Materials> materials, List<Pair> pairs) {
    public DiversityReport {
        names = List.copyOf(names);
        materials = List.copyOf(materials);
        pairs = List.copyOf(pairs);
    }

    /**
     * Asks, injects and counts.
     *
     * @param runs of each mode
     * @throws io.tribunal.cli.conformance.ProbeFailure when an implementation cannot tell what it is made of
     */
    public static DiversityReport of(List<ExecutorCommand> commands, long seed, int runs) {
        List<Subject> subjects = new ArrayList<>();
        commands.forEach(command -> subjects.add(new ProbeProcess(command, Patience.USUAL)));
        try (Subject truth = Reference.create()) {
            List<Materials> materials = subjects.stream()
                    .map(subject -> Materials.of(subject.ask(Questions.bom()).path("bom")))
                    .toList();
            Experiment experiment = new Experiment(truth, subjects, seed);
            List<List<Optional<String>>> independent = experiment.runs(Mode.INDEPENDENT, runs);
            List<List<Optional<String>>> common = experiment.runs(Mode.COMMON, runs);
            subjects.forEach(Subject::close);
            EnvironmentTrial trial = new EnvironmentTrial(truth, commands, Patience.USUAL, seed);
            List<List<Optional<String>>> odd = Environment.ALL.stream()
                    .flatMap(environment -> trial.runs(environment).stream())
                    .toList();
            return new DiversityReport(
                    commands.stream().map(ExecutorCommand::name).toList(),
                    materials,
                    pairs(materials, independent, common, odd));
        } finally {
            subjects.forEach(Subject::close);
        }
    }

    private static List<Pair> pairs(
            List<Materials> materials,
            List<List<Optional<String>>> independent,
            List<List<Optional<String>>> common,
            List<List<Optional<String>>> odd) {
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
