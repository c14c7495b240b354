package io.tribunal.core.partition;

import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Comparison;
import io.tribunal.core.ballot.CountedResponse;
import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.identity.ExecutorId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A ballot that closes, and the deviations it showed. */
record ClosingBallot(Ballot ballot, List<Deviation> deviations) {

    /**
     * What detectors see of it.
     *
     * @param settled executors that were isolated since it opened: their part has had its consequence
     */
    ClosedBallot observation(Moment now, Set<ExecutorId> settled) {
        SortedMap<ExecutorId, Showing> members = new TreeMap<>();
        for (ExecutorId executor : ballot.terms().electorate()) {
            if (!settled.contains(executor)) {
                members.put(executor, showing(executor));
            }
        }
        return new ClosedBallot(
                ballot.offset(),
                now.offset(),
                now.elapsed(),
                ballot.terms().policy().deadlineOf(ballot.terms().operation()),
                ballot.agreedAfter(),
                members);
    }

    /** The part of a non-voting executor. */
    Showing nonVotingPart(ExecutorId executor) {
        Optional<CountedResponse> answer =
                Optional.ofNullable(ballot.nonVotingAnswers().get(executor));
        Standing standing =
                answer.map(this::nonVotingStanding).orElse(ballot.isVoided() ? Standing.UNJUDGED : Standing.SILENT);
        return new Showing(standing, latency(answer));
    }

    private Standing nonVotingStanding(CountedResponse answer) {
        if (ballot.isVoided() || !(ballot.decision().orElse(null) instanceof Verdict.Agreed)) {
            return Standing.UNJUDGED;
        }
        return agrees(answer) ? Standing.AGREED : Standing.DEVIATED;
    }

    private Showing showing(ExecutorId executor) {
        Optional<CountedResponse> answer = Optional.ofNullable(ballot.answers().get(executor));
        return new Showing(standing(executor, answer), latency(answer));
    }

    private OptionalLong latency(Optional<CountedResponse> answer) {
        return answer.isPresent()
                ? OptionalLong.of(answer.get().elapsed() - ballot.terms().start())
                : OptionalLong.empty();
    }

    private Standing standing(ExecutorId executor, Optional<CountedResponse> answer) {
        for (Deviation deviation : deviations) {
            if (deviation.executorId().equals(executor)) {
                return charged(deviation);
            }
        }
        return answer.isPresent() && agrees(answer.get()) ? Standing.AGREED : Standing.UNJUDGED;
    }

    private static Standing charged(Deviation deviation) {
        if (deviation.kind() == Deviation.Kind.SILENT) {
            return Standing.SILENT;
        }
        return deviation.inherited() ? Standing.INHERITED : Standing.DEVIATED;
    }

    private boolean agrees(CountedResponse answer) {
        return !ballot.isVoided() && Comparison.charged(ballot, answer).isEmpty();
    }
}
