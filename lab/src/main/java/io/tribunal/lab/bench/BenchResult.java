package io.tribunal.lab.bench;

import io.tribunal.lab.baseline.RecordSizes;
import java.util.List;
import java.util.Optional;

/**
 * A whole benchmark.
 *
 * @param runs one a load
 * @param shape sizes of the deployment's records, which the baseline's have too
 */
record BenchResult(List<Run> runs, RecordSizes shape) {
    record Run(Load load, Figures tribunal, Optional<Figures> baseline) {}

    BenchResult {
        runs = List.copyOf(runs);
    }

    boolean isComplete() {
        return runs.stream().allMatch(run -> run.tribunal().unanswered() == 0);
    }
}
