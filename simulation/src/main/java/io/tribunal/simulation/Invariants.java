package io.tribunal.simulation;

import io.tribunal.core.ballot.Deviation;
import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.partition.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Checks what must hold for the voting on one partition while at most f executors are faulty, and collects the violations. */
public final class Invariants {
    private final Simulation.Outcome outcome;
    private final List<Verdict> verdicts;
    private final List<String> violations = new ArrayList<>();

    private Invariants(Simulation.Outcome outcome, PartitionRun run) {
        this.outcome = outcome;
        this.verdicts =
                run.verdicts().stream().map(Event.VerdictIssued::verdict).toList();
    }

    /** One line for each violation. */
    public static List<String> violations(Simulation.Outcome outcome, PartitionRun run) {
        Invariants invariants = new Invariants(outcome, run);
        invariants.checkChain(run.verdicts());
        invariants.checkFinals();
        invariants.checkOverdue();
        run.events().forEach(invariants::checkDeviation);
        invariants.require(
                run.snapshot().agreedState().equals(outcome.expected().state()),
                "agreed state is not the expected one");
        return invariants.violations;
    }

    private void require(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }

    private void checkChain(List<Event.VerdictIssued> issued) {
        Hash previous = Hash.ZERO;
        for (int i = 0; i < issued.size(); i++) {
            Verdict verdict = issued.get(i).verdict();
            require(verdict.sequence() == i && verdict.previousHash().equals(previous), "chain breaks at " + i);
            previous = Hash.sha256(issued.get(i).body().array());
        }
    }

    private void checkFinals() {
        Map<Long, Verdict> finals = new TreeMap<>();
        verdicts.stream()
                .filter(Verdict::isFinal)
                .forEach(verdict -> require(
                        finals.put(verdict.position().offset(), verdict) == null,
                        "second final verdict at " + verdict.position()));
        for (long offset = 1; offset < outcome.logs().businessSize(); offset++) {
            Optional<Verdict> verdict = Optional.ofNullable(finals.get(offset));
            require(verdict.filter(this::isExpected).isPresent(), "wrong or no verdict at " + offset + ": " + verdict);
        }
    }

    private boolean isExpected(Verdict verdict) {
        long offset = verdict.position().offset();
        ExpectedResponse expectedResponse = outcome.expected().responses().get(offset);
        return switch (verdict.outcome()) {
            case Verdict.Agreed agreed ->
                expectedResponse != null
                        && agreed.equals(new Verdict.Agreed(
                                expectedResponse.status(),
                                ExpectedResponse.JSON,
                                expectedResponse.normalizedOutput(),
                                expectedResponse.voteDigest(),
                                expectedResponse.after()));
            case Verdict.Rejected rejected ->
                rejected.reason() == outcome.expected().rejections().get(offset);
            case Verdict.Split ignored -> false;
            case Verdict.Overdue ignored -> false;
        };
    }

    private void checkOverdue() {
        Set<Long> overdue = new HashSet<>();
        Set<Long> decided = new HashSet<>();
        for (Verdict verdict : verdicts) {
            long offset = verdict.position().offset();
            if (verdict.isFinal()) {
                decided.add(offset);
            } else {
                require(overdue.add(offset), "second OVERDUE at " + offset);
                require(!decided.contains(offset), "OVERDUE after the final verdict at " + offset);
            }
        }
    }

    private void checkDeviation(Event event) {
        if (event instanceof Event.DeviationFound found && found.deviation().kind() != Deviation.Kind.SILENT) {
            Deviation deviation = found.deviation();
            FaultMode fault = outcome.faults().get(deviation.executorId().value());
            require(
                    fault != null && !fault.isHonest() && fault != FaultMode.SLOW,
                    "deviation of an honest executor: " + deviation);
        }
    }
}
