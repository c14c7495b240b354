package io.tribunal.core.isolation;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.ValidatorId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which validator stands for which proposal: one at a time for an event in a partition, that of the latest position. So a lying validator
 * can fill its own places only.
 */
final class Endorsements {
    private record Place(ValidatorId validator, int partition, MembershipEvent event) {}

    private record Standing(IsolationProposal proposal, String keyId) {
        boolean isLaterThan(Standing other) {
            return proposal.position().offset() > other.proposal.position().offset();
        }
    }

    private final Map<Place, Standing> standing = new LinkedHashMap<>();

    /**
     * Takes an endorsement, and counts the distinct validators who stand for that proposal now. An older one, written
     * again by whomever, does not displace a newer one.
     */
    int add(ValidatorId validator, IsolationProposal proposal, String keyId) {
        standing.merge(
                new Place(validator, proposal.position().partition(), proposal.event()),
                new Standing(proposal, keyId),
                (before, now) -> now.isLaterThan(before) ? now : before);
        return Math.toIntExact(standing.values().stream()
                .filter(one -> one.proposal().equals(proposal))
                .count());
    }

    /** What a key has signed counts no longer once it is revoked. */
    void forget(KeyId keyId) {
        standing.values().removeIf(one -> one.keyId().equals(keyId.value()));
    }

    /** A decision about the executor makes them all stale. */
    void forget(ExecutorId executor) {
        standing.keySet().removeIf(place -> place.event().executor().equals(executor));
    }
}
