package io.tribunal.cli.output;

import io.tribunal.audit.export.DecisionHistory;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.isolation.Member;
import java.util.List;
import java.util.Optional;

/**
 * An executor's present status.
 *
 * @param decision the one that the status follows from; empty for a status since genesis
 */
public record ExecutorStatus(ExecutorId executor, Member member, Optional<DecisionHistory.Entry> decision) {
    /** Of every executor, in the order of their ids. */
    public static List<ExecutorStatus> all(DecisionHistory history) {
        return history.chain().membership().members().entrySet().stream()
                .map(member -> new ExecutorStatus(
                        member.getKey(),
                        member.getValue(),
                        history.find(member.getValue().decision())))
                .toList();
    }
}
