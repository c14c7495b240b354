package io.tribunal.core.detection;

import io.tribunal.core.detection.ClosedBallot.Showing;
import io.tribunal.core.detection.Finding.Grounds;
import io.tribunal.core.encoding.CanonicalReader;
import io.tribunal.core.encoding.CanonicalWriter;
import io.tribunal.core.identity.ExecutorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What one partition's detector keeps about one executor: a sum for each class, and whether it has equivocated. */
final class ExecutorStatistics {
    private final ExecutorId executor;
    private final int partition;
    private final DetectionPolicy policy;
    private final Cusum wrong;
    private Cusum silent;
    private final Cusum slow;
    private final SlowWindow window;
    /** Business offset of the first request to which it gave two answers. */
    private Optional<Long> proof = Optional.empty();

    ExecutorStatistics(ExecutorId executor, int partition, DetectionPolicy policy) {
        this.executor = executor;
        this.partition = partition;
        this.policy = policy;
        this.wrong = new Cusum(policy, DeviationClass.WRONG);
        this.silent = new Cusum(policy, DeviationClass.SILENT);
        this.slow = new Cusum(policy, DeviationClass.SLOW);
        this.window = new SlowWindow(policy);
    }

    /** The findings that a closed ballot leads to, in the order of the classes. */
    List<Finding> take(ClosedBallot ballot, Showing showing, Slowness slowness) {
        long at = ballot.observedAt();
        List<Finding> findings = new ArrayList<>();
        change(wrong, DeviationClass.WRONG, at, sum -> countWrong(sum, ballot, showing))
                .ifPresent(findings::add);
        change(silent, DeviationClass.SILENT, at, sum -> countSilent(sum, ballot, showing))
                .ifPresent(findings::add);
        change(slow, DeviationClass.SLOW, at, sum -> countSlow(sum, ballot, showing, slowness))
                .ifPresent(findings::add);
        return findings;
    }

    /** Counts the answer of a DOWN executor as a deviation or an agreement. */
    Optional<Finding> take(NonVotingAnswer answer) {
        return change(wrong, DeviationClass.WRONG, answer.observedAt(), sum -> {
            if (answer.agrees()) {
                sum.agree();
            } else {
                sum.deviate(answer.businessOffset());
            }
        });
    }

    private static void countWrong(Cusum sum, ClosedBallot ballot, Showing showing) {
        switch (showing.standing()) {
            case AGREED -> sum.agree();
            case DEVIATED -> sum.deviate(ballot.businessOffset());
            case INHERITED, SILENT, UNJUDGED -> {}
        }
    }

    private static void countSilent(Cusum sum, ClosedBallot ballot, Showing showing) {
        if (showing.standing() == Standing.SILENT) {
            sum.deviate(ballot.businessOffset());
        } else if (showing.latency().isPresent()) {
            sum.agree();
        }
    }

    private void countSlow(Cusum sum, ClosedBallot ballot, Showing showing, Slowness slowness) {
        if (!slowness.canJudge(ballot, showing)) {
            return;
        }
        boolean late = slowness.isSlow(ballot, executor, showing.latency().orElseThrow());
        window.take(ballot.closedAt(), late, ballot.businessOffset()).ifPresent(judged -> {
            if (judged.isSlow()) {
                sum.deviate(judged.firstSlow());
            } else {
                sum.agree();
            }
        });
    }

    private Optional<Finding> change(Cusum sum, DeviationClass kind, long observedAt, Consumer<Cusum> count) {
        Level before = sum.level();
        count.accept(sum);
        if (sum.level() == before) {
            return Optional.empty();
        }
        Grounds grounds = grounds(kind, observedAt, sum.sum(), sum.evidence());
        return Optional.of(
                switch (sum.level()) {
                    case ACTIVE -> new Finding.Cleared(grounds);
                    case SUSPECTED -> new Finding.Suspected(grounds);
                    case MALICIOUS ->
                        kind == DeviationClass.SILENT
                                ? new Finding.Unresponsive(grounds)
                                : new Finding.Malicious(grounds);
                });
    }

    /** Resets the sum for silence, and reports the other findings that still hold again. */
    List<Finding> settleSilence(long observedAt) {
        silent = new Cusum(policy, DeviationClass.SILENT);
        return Stream.of(
                        standing(wrong, DeviationClass.WRONG, observedAt),
                        standing(slow, DeviationClass.SLOW, observedAt),
                        proof.map(offset -> proved(offset, observedAt)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> standing(Cusum sum, DeviationClass kind, long observedAt) {
        return sum.level() == Level.MALICIOUS
                ? Optional.of(new Finding.Malicious(grounds(kind, observedAt, sum.sum(), sum.evidence())))
                : Optional.empty();
    }

    /** Proof is reported once. */
    Optional<Finding> take(ProvedEquivocation proof) {
        if (this.proof.isPresent()) {
            return Optional.empty();
        }
        this.proof = Optional.of(proof.businessOffset());
        return Optional.of(proved(proof.businessOffset(), proof.observedAt()));
    }

    private Finding proved(long businessOffset, long observedAt) {
        return new Finding.Malicious(
                grounds(DeviationClass.EQUIVOCATED, observedAt, policy.malicious(), List.of(businessOffset)));
    }

    private Grounds grounds(DeviationClass kind, long observedAt, long statistic, List<Long> evidence) {
        return new Grounds(executor, kind, partition, observedAt, statistic, evidence);
    }

    Level level(DeviationClass kind) {
        return switch (kind) {
            case WRONG -> wrong.level();
            case SILENT -> silent.level();
            case SLOW -> slow.level();
            case EQUIVOCATED -> proof.isPresent() ? Level.MALICIOUS : Level.ACTIVE;
        };
    }

    long statistic(DeviationClass kind) {
        return switch (kind) {
            case WRONG -> wrong.sum();
            case SILENT -> silent.sum();
            case SLOW -> slow.sum();
            case EQUIVOCATED -> proof.isPresent() ? policy.malicious() : 0;
        };
    }

    void write(CanonicalWriter out) {
        wrong.write(out);
        silent.write(out);
        slow.write(out);
        window.write(out);
        out.list(proof.stream().toList(), out::int64);
    }

    void read(CanonicalReader in) {
        wrong.read(in);
        silent.read(in);
        slow.read(in);
        window.read(in);
        List<Long> proved = in.list(in::int64);
        CanonicalReader.require(proved.size() <= 1);
        proof = proved.stream().findFirst();
    }
}
