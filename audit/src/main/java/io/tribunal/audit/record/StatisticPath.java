package io.tribunal.audit.record;

import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.detection.Level;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.pipeline.DetectionResult;
import java.util.ArrayList;
import java.util.List;

/** How one executor's sum in one class came to where it is: a step for each response-log record that changed it. */
public final class StatisticPath {
    private final ExecutorId executor;
    private final DeviationClass kind;
    private final List<Step> steps = new ArrayList<>();
    private long last;

    /** A path at its beginning. */
    public StatisticPath(ExecutorId executor, DeviationClass kind) {
        this.executor = executor;
        this.kind = kind;
    }

    /**
     * One step.
     *
     * @param responseOffset the record at which ballots closed
     * @param deviated business offsets of those in which the executor deviated
     * @param others how many others closed
     * @param statistic the sum after it, micro-nats
     */
    public record Step(long responseOffset, List<Long> deviated, int others, long statistic, Level level) {
        public Step {
            deviated = List.copyOf(deviated);
        }
    }

    /** Takes what the hearing made of a record. */
    public void take(PartitionReplay hearing, long responseOffset, DetectionResult conclusions) {
        ExecutorRecord.Held held = hearing.held(executor, kind);
        if (held.statistic() == last) {
            return;
        }
        last = held.statistic();
        List<ClosedBallot> closed = conclusions.observations().stream()
                .filter(ClosedBallot.class::isInstance)
                .map(ClosedBallot.class::cast)
                .filter(ballot -> ballot.members().containsKey(executor))
                .toList();
        List<Long> deviated = closed.stream()
                .filter(this::isHeldAgainst)
                .map(ClosedBallot::businessOffset)
                .toList();
        steps.add(new Step(responseOffset, deviated, closed.size() - deviated.size(), last, held.level()));
    }

    private boolean isHeldAgainst(ClosedBallot ballot) {
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
