package io.tribunal.core.partition;

import io.tribunal.core.admission.PartitionAdmission;
import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.NonVotingAnswer;
import io.tribunal.core.detection.Observation;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.Member;
import io.tribunal.core.isolation.MemberStatus;
import io.tribunal.core.policy.IsolationPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the answers of non-voting executors (PROTOCOL 8): enough agreeing ones in a row let an executor return. A wrong
 * answer ends the row; one of an executor that is DOWN is evidence against it as well.
 */
record ProbationTracker(PartitionAdmission admission, Streaks streaks) {
    /** What a closing ballot shows of the executors that are non-voting now. */
    List<Observation> of(ClosingBallot closing, long at) {
        List<Observation> observations = new ArrayList<>();
        closing.ballot()
                .terms()
                .nonVoting()
                .forEach(executor ->
                        nonVoting(executor).ifPresent(member -> follow(executor, member, closing, at, observations)));
        return observations;
    }

    private Optional<Member> nonVoting(ExecutorId executor) {
        return admission
                .chain()
                .membership()
                .find(executor)
                .filter(found -> found.isNonVotingIn(admission.partition()));
    }

    private void follow(
            ExecutorId executor, Member member, ClosingBallot closing, long at, List<Observation> observations) {
        IsolationPolicy policy = admission.policy().isolation();
        boolean down = member.status() == MemberStatus.DOWN;
        long offset = closing.ballot().offset();
        Showing showing = closing.nonVotingPart(executor);
        if (down && (showing.standing() == Standing.AGREED || showing.standing() == Standing.DEVIATED)) {
            observations.add(new NonVotingAnswer(executor, showing.standing() == Standing.AGREED, offset, at));
        }
        int needed = down ? policy.upAfter() : policy.probationBallots();
        streaks.take(executor, showing, needed, offset, at).ifPresent(observations::add);
    }
}
