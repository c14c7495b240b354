package io.tribunal.core.partition;

import io.tribunal.core.ballot.Answer;
import io.tribunal.core.ballot.Ballot;
import io.tribunal.core.ballot.Comparison;
import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.detection.ClosedBallot;
import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.Standing;
import io.tribunal.core.identity.ExecutorId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A ballot that closes, and the deviations it showed. */
record Closing(Ballot ballot, List<Deviation> deviations) {

    /** What detectors are told of it. */
    ClosedBallot observation(long observedAt, long closedAt) {
        SortedMap<ExecutorId, Showing> members = new TreeMap<>();
        ballot.terms().electorate().forEach(executor -> members.put(executor, showing(executor)));
        return new ClosedBallot(
                ballot.offset(),
                observedAt,
                closedAt,
                ballot.terms().policy().deadlineOf(ballot.terms().operation()),
                ballot.agreedAfter(),
                members);
    }

    private Showing showing(ExecutorId executor) {
        Optional<Answer> answer = Optional.ofNullable(ballot.answers().get(executor));
        OptionalLong latency = answer.stream()
                .mapToLong(it -> it.elapsed() - ballot.terms().start())
                .findFirst();
        return new Showing(standing(executor, answer), latency);
    }

    private Standing standing(ExecutorId executor, Optional<Answer> answer) {
        return deviations.stream()
                .filter(deviation -> deviation.executorId().equals(executor))
                .findFirst()
                .map(Closing::charged)
                .orElseGet(() -> answer.filter(this::agrees).isPresent() ? Standing.AGREED : Standing.UNJUDGED);
    }

    private static Standing charged(Deviation deviation) {
        if (deviation.kind() == Deviation.Kind.SILENT) {
            return Standing.SILENT;
        }
        return deviation.inherited() ? Standing.INHERITED : Standing.DEVIATED;
    }

    private boolean agrees(Answer answer) {
        return !ballot.isVoided() && Comparison.charged(ballot, answer).isEmpty();
    }
}
