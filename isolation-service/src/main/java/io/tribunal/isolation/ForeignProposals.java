package io.tribunal.isolation;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.identity.ValidatorId;
import io.tribunal.core.isolation.DecisionLogRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/**
 * What others have endorsed and this validator has not derived: once it has read as far as they say they had, they have
 * lied, or it has. One proposal a validator, partition and event is kept, as the order does.
 */
final class ForeignProposals {
    private final ValidatorId own;
    private final Set<Hash> derived = new HashSet<>();
    private final Map<Place, IsolationProposal> unconfirmed = new LinkedHashMap<>();

    private record Place(ValidatorId validator, int partition, MembershipEvent event) {}

    /** A validator's endorsement of what the logs do not show. */
    record Foreign(ValidatorId validator, IsolationProposal proposal) {}

    ForeignProposals(ValidatorId own) {
        this.own = own;
    }

    /** An endorsement that the order has not dropped. */
    void heed(DecisionLogRecord.Endorsement endorsement, Registry registry) {
        IsolationProposal proposal = endorsement.proposal();
        registry.findNamed(endorsement.signature().keyId())
                .map(RegisteredKey::owner)
                .map(ValidatorId::new)
                .filter(validator -> !validator.equals(own))
                .filter(validator -> !derived.contains(proposal.hash()))
                .ifPresent(validator -> unconfirmed.put(
                        new Place(validator, proposal.position().partition(), proposal.event()), proposal));
    }

    /** This validator has come to the same. */
    void derive(IsolationProposal proposal) {
        derived.add(proposal.hash());
        unconfirmed.values().removeIf(proposal::equals);
    }

    /**
     * Takes out what can be called a lie now.
     *
     * @param readThrough by partition, the last response-log offset that this validator has gone through
     */
    List<Foreign> expose(IntToLongFunction readThrough) {
        List<Foreign> exposed = new ArrayList<>();
        unconfirmed.entrySet().removeIf(entry -> {
            IsolationProposal proposal = entry.getValue();
            boolean due = proposal.event() instanceof MembershipEvent.Probation
                    || readThrough.applyAsLong(proposal.position().partition())
                            >= proposal.position().offset();
            if (due) {
                exposed.add(new Foreign(entry.getKey().validator(), proposal));
            }
            return due;
        });
        return exposed;
    }
}
