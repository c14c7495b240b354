package io.tribunal.isolation.repair;

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
 * isolation-decisions as far as it was read: the last record about each executor, which is all that compaction keeps. A
 * record is valid only if it equals the certified decision of its number.
 */
public final class LatestDecisions {
    private final Set<String> executors;
    private final Map<String, DecisionRecord> last = new HashMap<>();
    private final Map<String, DecisionRecord> unchecked = new HashMap<>();

    public LatestDecisions(Collection<ExecutorId> executors) {
        this.executors = executors.stream().map(ExecutorId::value).collect(Collectors.toUnmodifiableSet());
    }

    /** Reads the next record. Returns why it is ignored, if that is known without the certified decisions. */
    public Optional<String> read(DecisionRecord record) {
        if (!executors.contains(record.key())) {
            return Optional.of("the key is no executor");
        }
        last.put(record.key(), record);
        if (record.decision().isPresent()) {
            unchecked.put(record.key(), record);
            return Optional.empty();
        }
        unchecked.remove(record.key());
        return Optional.of(record.detail());
    }

    /**
     * Checks the records whose decision is certified by now, each once, and returns those that differ from it.
     *
     * @param certified all certified decisions, decision n at index n - 1
     */
    public List<DecisionRecord> takeInvalid(List<CertifiedDecision> certified) {
        List<DecisionRecord> checkable = unchecked.values().stream()
                .filter(record -> record.decision().orElseThrow().decision().number() <= certified.size())
                .toList();
        checkable.forEach(record -> unchecked.remove(record.key()));
        return checkable.stream()
                .filter(record -> !isCertified(record.decision().orElseThrow(), certified))
                .toList();
    }

    private static boolean isCertified(CertifiedDecision decision, List<CertifiedDecision> certified) {
        long number = decision.decision().number();
        return number >= 1 && certified.get(Math.toIntExact(number - 1)).equals(decision);
    }

    /** The decision in the last record about an executor, if it could be read. */
    public Optional<CertifiedDecision> latest(ExecutorId executor) {
        return Optional.ofNullable(last.get(executor.value())).flatMap(DecisionRecord::decision);
    }
}
