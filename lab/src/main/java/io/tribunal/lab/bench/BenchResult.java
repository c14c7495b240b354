package io.tribunal.lab.bench;

import io.tribunal.lab.baseline.RecordSizes;
import java.util.List;
import java.util.Optional;

/**
 * The result of a benchmark.
 *
 * @param runs one for each load
 * @param sizes sizes of the deployment's records, and so of the baseline's
 */
record BenchResult(List<Run> runs, RecordSizes sizes) {
    record Run(Load load, Measurement.Result tribunal, Optional<Measurement.Result> baseline) {}

    BenchResult {
        runs = List.copyOf(runs);
    }

    boolean isComplete() {
        return runs.stream().allMatch(run -> run.tribunal().figures().unanswered() == 0);
    }
}
