package io.tribunal.core.partition;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.detection.WatchedAnswer;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.Member;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.policy.IsolationPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the answers of executors that do not count are good for (PROTOCOL 8): agreeing ones in a row bring an executor back,
 * and whoever is DOWN and lies is found out all the same. Lies on probation only end the row.
 */
record ProbationTracker(PartitionAdmission admission, Streaks streaks) {
    /** What a ballot that closes tells of those who are watched now. */
    List<Observation> of(ClosingBallot closing, long at) {
        List<Observation> observations = new ArrayList<>();
        closing.ballot()
                .terms()
                .watched()
                .forEach(executor ->
                        watched(executor).ifPresent(member -> follow(executor, member, closing, at, observations)));
        return observations;
    }

    private Optional<Member> watched(ExecutorId executor) {
        return admission.chain().membership().find(executor).filter(found -> found.isWatchedIn(admission.partition()));
    }

    private void follow(ExecutorId executor, Member member, ClosingBallot closing, long at, List<Observation> observations) {
        IsolationPolicy policy = admission.policy().isolation();
        boolean down = member.status() == MemberStatus.DOWN;
        long offset = closing.ballot().offset();
        Showing showing = closing.watched(executor);
        if (down && (showing.standing() == Standing.AGREED || showing.standing() == Standing.DEVIATED)) {
            observations.add(new WatchedAnswer(executor, showing.standing() == Standing.AGREED, offset, at));
        }
        int needed = down ? policy.upAfter() : policy.probationBallots();
        streaks.take(executor, showing, needed, offset, at).ifPresent(observations::add);
    }
}
