package io.tribunal.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.identity.ExecutorId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * isolation-decisions as far as it was read: the last record about each executor, which is all that compaction keeps. What
 * it says is believed only where it is what the order has decided.
 */
final class LatestDecisions {
    private final Set<String> executors;
    private final Map<String, DecisionRecord> last = new HashMap<>();
    private final Map<String, DecisionRecord> unjudged = new HashMap<>();

    LatestDecisions(Collection<ExecutorId> executors) {
        this.executors = executors.stream().map(ExecutorId::value).collect(Collectors.toUnmodifiableSet());
    }

    /** Takes the next record; what is wrong with it, if that is known at once. */
    Optional<String> read(DecisionRecord record) {
        if (!executors.contains(record.key())) {
            return Optional.of("the key is no executor");
        }
        last.put(record.key(), record);
        if (record.decision().isPresent()) {
            unjudged.put(record.key(), record);
            return Optional.empty();
        }
        unjudged.remove(record.key());
        return Optional.of(record.detail());
    }

    /**
     * Takes out, and gives, what is known now not to be what was decided.
     *
     * @param decided all certified decisions, decision n at index n - 1
     */
    List<DecisionRecord> judge(List<CertifiedDecision> decided) {
        List<DecisionRecord> known = unjudged.values().stream()
                .filter(record -> record.decision().orElseThrow().decision().number() <= decided.size())
                .toList();
        known.forEach(record -> unjudged.remove(record.key()));
        return known.stream()
                .filter(record -> !isDecided(record.decision().orElseThrow(), decided))
                .toList();
    }

    private static boolean isDecided(CertifiedDecision decision, List<CertifiedDecision> decided) {
        long number = decision.decision().number();
        return number >= 1 && decided.get(Math.toIntExact(number - 1)).equals(decision);
    }

    /** What the last record about an executor says, if it could be read. */
    Optional<CertifiedDecision> latest(ExecutorId executor) {
        return Optional.ofNullable(last.get(executor.value())).flatMap(DecisionRecord::decision);
    }
}
