package io.tribunal.core.isolation;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.ValidatorId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The proposals that each validator endorses: for an event in a partition, those at the latest positions, one for each.
 * So a faulty validator fills its own entries only, with a few hashes each, and an honest one that is ahead of the others
 * still endorses the proposals that they reach later.
 */
final class Endorsements {
    /** Proposals of one validator for one event in one partition. */
    static final int KEPT = 8;

    private record Place(ValidatorId validator, int partition, MembershipEvent event) {}

    private record Standing(Hash proposal, String keyId) {}

    /** By event and partition, then by position. */
    private final Map<Place, SortedMap<Long, Standing>> standing = new LinkedHashMap<>();

    /**
     * Takes an endorsement, and counts the distinct validators that endorse the proposal now. An older one, written
     * again by anyone, does not displace a newer one.
     */
    int add(ValidatorId validator, IsolationProposal proposal, String keyId) {
        Place place = new Place(validator, proposal.position().partition(), proposal.event());
        SortedMap<Long, Standing> latest = standing.computeIfAbsent(place, it -> new TreeMap<>());
        latest.putIfAbsent(proposal.position().offset(), new Standing(proposal.hash(), keyId));
        if (latest.size() > KEPT) {
            latest.remove(latest.firstKey());
        }
        return supporters(proposal);
    }

    /** A validator endorses a proposal for one event in one partition only. */
    private int supporters(IsolationProposal proposal) {
        Hash wanted = proposal.hash();
        return Math.toIntExact(standing.values().stream()
                .flatMap(latest -> latest.values().stream())
                .filter(one -> one.proposal().equals(wanted))
                .count());
    }

    /** Signatures of a revoked key no longer count. */
    void forget(KeyId keyId) {
        standing.values()
                .forEach(latest -> latest.values().removeIf(one -> one.keyId().equals(keyId.value())));
    }

    /** A decision about the executor makes all proposals about it stale. */
    void forget(ExecutorId executor) {
        standing.keySet().removeIf(place -> place.event().executor().equals(executor));
    }
}
