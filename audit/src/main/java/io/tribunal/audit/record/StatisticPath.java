package io.tribunal.audit.record;

import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Level;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.pipeline.DetectionResult;
import java.util.ArrayList;
import java.util.List;

/** The history of one executor's sum in one class: a step for each response-log record that changed it. */
public final class StatisticPath {
    private final ExecutorId executor;
    private final DeviationClass kind;
    private final List<Step> steps = new ArrayList<>();
    private long last;

    /** An empty path. */
    public StatisticPath(ExecutorId executor, DeviationClass kind) {
        this.executor = executor;
        this.kind = kind;
    }

    /**
     * One step.
     *
     * @param responseOffset the record at which ballots closed
     * @param deviated business offsets of the ballots in which the executor deviated
     * @param others number of other ballots that closed
     * @param statistic the sum after the step, micro-nats
     */
    public record Step(long responseOffset, List<Long> deviated, int others, long statistic, Level level) {
        public Step {
            deviated = List.copyOf(deviated);
        }
    }

    /** Adds a step if the record changed the sum. */
    public void take(PartitionReplay replay, long responseOffset, DetectionResult result) {
        ExecutorRecord.Sum sum = replay.sum(executor, kind);
        if (sum.statistic() == last) {
            return;
        }
        last = sum.statistic();
        List<ClosedBallot> closed = result.observations().stream()
                .filter(ClosedBallot.class::isInstance)
                .map(ClosedBallot.class::cast)
                .filter(ballot -> ballot.members().containsKey(executor))
                .toList();
        List<Long> deviated = closed.stream()
                .filter(this::isDeviation)
                .map(ClosedBallot::businessOffset)
                .toList();
        steps.add(new Step(responseOffset, deviated, closed.size() - deviated.size(), last, sum.level()));
    }

    private boolean isDeviation(ClosedBallot ballot) {
        ClosedBallot.Showing showing = ballot.members().get(executor);
        return showing != null
                && switch (kind) {
                    case WRONG -> showing.standing() == Standing.DEVIATED;
                    case SILENT -> showing.standing() == Standing.SILENT;
                    case SLOW, EQUIVOCATED -> false;
                };
    }

    /** All steps so far. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }
}
