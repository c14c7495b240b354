package io.tribunal.core.partition;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.detection.StatusChanged;
import io.tribunal.core.identity.ExecutorId;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/** Reports what closing ballots show about the executors, and issues the verdicts (PROTOCOL 5, 7, 8). */
final class BallotCloser {
    private final PartitionAdmission admission;
    private final Divergences divergences;
    private final Streaks streaks;
    private final VerdictChain chain;
    private final DeviationClassifier deviations;
    private final ProbationTracker probation;

    /** @param isBehind whether the reading of an executor's responses is late, which excuses its silence */
    BallotCloser(
            PartitionAdmission admission,
            Divergences divergences,
            Streaks streaks,
            VerdictChain chain,
            Predicate<ExecutorId> isBehind) {
        this.admission = admission;
        this.divergences = divergences;
        this.streaks = streaks;
        this.chain = chain;
        this.deviations = new DeviationClassifier(divergences, isBehind);
        this.probation = new ProbationTracker(admission, streaks);
    }

    /** Forgets what was tracked of an executor whose status has changed. */
    void changeStatus(MembershipEvent event, EventCollector out) {
        streaks.end(event.executor());
        divergences.clear(event.executor());
        boolean settled = !(event instanceof MembershipEvent.Down || event instanceof MembershipEvent.Up);
        out.observed(new StatusChanged(event.executor(), settled, out.now().offset()));
    }

    void close(Collection<Ballot> ballots, EventCollector out) {
        for (Ballot ballot : ballots) {
            ClosingBallot closing =
                    new ClosingBallot(ballot, deviations.of(ballot, out.now().offset()));
            closing.deviations().forEach(out::found);
            out.observed(closing.observation(out.now(), settled()));
            probation.of(closing, out.now().offset()).forEach(out::observed);
        }
    }

    private Set<ExecutorId> settled() {
        return admission.chain().membership().settled();
    }

    PartitionMachine.Step publish(EventCollector out) {
        return out.publish(chain);
    }
}
