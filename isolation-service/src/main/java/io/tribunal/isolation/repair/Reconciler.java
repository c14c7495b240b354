package io.tribunal.isolation.repair;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.identity.ExecutorId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Publishes every certified decision: as a control entry in each partition, in isolation-audit, in the topic of rules,
 * and the latest about each executor in isolation-decisions. It compares what is published with what is certified and writes what is
 * missing, so crashes, late writers and wrong records all end in the same state. Validators repair missing records in
 * rotation (ADR 0015).
 */
public final class Reconciler {
    private final int partitions;
    private final WriteSchedule<MissingRecord> schedule;
    private final DecisionWriter writer;

    /** Decision {@code number}, or genesis as number 0 of the rules, is missing in one place. */
    public sealed interface MissingRecord {
        long number();

        record Control(int partition, long number) implements MissingRecord {}

        record Audit(long number) implements MissingRecord {}

        record Rule(long number) implements MissingRecord {}

        record Latest(ExecutorId executor, long number) implements MissingRecord {}
    }

    public Reconciler(int partitions, WriteSchedule<MissingRecord> schedule, DecisionWriter writer) {
        this.partitions = partitions;
        this.schedule = schedule;
        this.writer = writer;
    }

    /**
     * Writes the missing records that are due.
     *
     * @param certified all certified decisions, decision n at index n - 1
     * @param now ms of a clock that never goes back
     */
    public void reconcile(List<CertifiedDecision> certified, PublicationStatus published, long now) {
        Map<MissingRecord, Boolean> missing = missing(certified, published);
        schedule.retain(missing.keySet());
        missing.forEach((record, uncertain) -> {
            if (schedule.isDue(record, record.number(), uncertain, now)) {
                write(record, certified);
            }
        });
    }

    /** Each missing record, and whether that is uncertain because a newer decision may be published already. */
    private Map<MissingRecord, Boolean> missing(List<CertifiedDecision> certified, PublicationStatus published) {
        Map<MissingRecord, Boolean> missing = new LinkedHashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            OptionalLong inForce = published.inForce(partition);
            if (inForce.isPresent() && inForce.getAsLong() < certified.size()) {
                missing.put(new MissingRecord.Control(partition, inForce.getAsLong() + 1), false);
            }
        }
        if (published.audited() < certified.size()) {
            missing.put(new MissingRecord.Audit(published.audited() + 1), false);
        }
        if (published.ruled() < certified.size()) {
            missing.put(new MissingRecord.Rule(published.ruled() + 1), false);
        }
        latest(certified).forEach((executor, wanted) -> {
            Optional<CertifiedDecision> last = published.latest(executor);
            if (!last.equals(Optional.of(wanted))) {
                boolean newerPublished = last.filter(it -> it.decision().number() > certified.size())
                        .isPresent();
                missing.put(new MissingRecord.Latest(executor, wanted.decision().number()), newerPublished);
            }
        });
        return missing;
    }

    private static Map<ExecutorId, CertifiedDecision> latest(List<CertifiedDecision> certified) {
        Map<ExecutorId, CertifiedDecision> latest = new TreeMap<>();
        certified.forEach(decision -> {
            if (decision.decision().subject() instanceof IsolationProposal proposal) {
                latest.put(proposal.executor(), decision);
            }
        });
        return latest;
    }

    private void write(MissingRecord record, List<CertifiedDecision> certified) {
        if (record.number() == 0) {
            writer.genesisRule();
        } else {
            write(record, certified.get(Math.toIntExact(record.number() - 1)));
        }
    }

    private void write(MissingRecord record, CertifiedDecision decision) {
        switch (record) {
            case MissingRecord.Control control -> writer.control(control.partition(), decision);
            case MissingRecord.Audit ignored -> writer.audit(decision);
            case MissingRecord.Rule ignored -> writer.rule(decision);
            case MissingRecord.Latest latest -> writer.latest(latest.executor(), decision);
        }
    }
}
