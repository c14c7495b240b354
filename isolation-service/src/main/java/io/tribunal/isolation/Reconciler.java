package io.tribunal.isolation;

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
 * Brings every certified decision to where it has to stand: to each partition, to the audit, and the latest about each
 * executor to isolation-decisions. It compares and writes what is missing, so whatever crashed, or whoever wrote late or
 * wrongly, the end is the same.
 */
final class Reconciler {
    private final int partitions;
    private final WriteSchedule<Item> turns;
    private final DecisionWriter writer;

    /** Decision {@code number} is missing in one place. */
    sealed interface Item {
        long number();

        record Control(int partition, long number) implements Item {}

        record Audit(long number) implements Item {}

        record Latest(ExecutorId executor, long number) implements Item {}
    }

    Reconciler(int partitions, WriteSchedule<Item> turns, DecisionWriter writer) {
        this.partitions = partitions;
        this.turns = turns;
        this.writer = writer;
    }

    /**
     * Writes what is missing and whose turn has come.
     *
     * @param decided all certified decisions, decision n at index n - 1
     * @param now ms of a clock that never goes back
     */
    void reconcile(List<CertifiedDecision> decided, Published published, long now) {
        Map<Item, Boolean> missing = missing(decided, published);
        turns.keepOnly(missing.keySet());
        missing.forEach((item, doubtful) -> {
            if (turns.isDue(item, item.number(), doubtful, now)) {
                write(item, decided.get(index(item.number())));
            }
        });
    }

    /** Each missing item, and whether it may only seem to be missing. */
    private Map<Item, Boolean> missing(List<CertifiedDecision> decided, Published published) {
        Map<Item, Boolean> missing = new LinkedHashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            OptionalLong inForce = published.inForce(partition);
            if (inForce.isPresent() && inForce.getAsLong() < decided.size()) {
                missing.put(new Item.Control(partition, inForce.getAsLong() + 1), false);
            }
        }
        if (published.audited() < decided.size()) {
            missing.put(new Item.Audit(published.audited() + 1), false);
        }
        latest(decided).forEach((executor, wanted) -> {
            Optional<CertifiedDecision> last = published.latest(executor);
            if (!last.equals(Optional.of(wanted))) {
                boolean ahead = last.filter(it -> it.decision().number() > decided.size())
                        .isPresent();
                missing.put(new Item.Latest(executor, wanted.decision().number()), ahead);
            }
        });
        return missing;
    }

    private static Map<ExecutorId, CertifiedDecision> latest(List<CertifiedDecision> decided) {
        Map<ExecutorId, CertifiedDecision> latest = new TreeMap<>();
        decided.forEach(decision -> {
            if (decision.decision().subject() instanceof IsolationProposal proposal) {
                latest.put(proposal.executor(), decision);
            }
        });
        return latest;
    }

    private void write(Item item, CertifiedDecision decision) {
        switch (item) {
            case Item.Control control -> writer.control(control.partition(), decision);
            case Item.Audit ignored -> writer.audit(decision);
            case Item.Latest latest -> writer.latest(latest.executor(), decision);
        }
    }

    private static int index(long number) {
        return Math.toIntExact(number - 1);
    }
}
