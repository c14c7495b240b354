package io.tribunal.isolation.decisions;

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
 * Proposals that other validators have endorsed and this one has not derived. Once it has read up to a proposal's
 * position without deriving it, one of the two is faulty. Like the decision log, it keeps one proposal for each
 * validator, partition and event.
 */
public final class UnconfirmedProposals {
    private final ValidatorId own;
    private final Set<Hash> derived = new HashSet<>();
    private final Map<Slot, IsolationProposal> unconfirmed = new LinkedHashMap<>();

    private record Slot(ValidatorId validator, int partition, MembershipEvent event) {}

    /** A validator's endorsement of a proposal that the logs do not show. */
    public record Unconfirmed(ValidatorId validator, IsolationProposal proposal) {}

    public UnconfirmedProposals(ValidatorId own) {
        this.own = own;
    }

    /** Adds an endorsement that the decision log has accepted. */
    public void add(DecisionLogRecord.Endorsement endorsement, Registry registry) {
        IsolationProposal proposal = endorsement.proposal();
        registry.findNamed(endorsement.signature().keyId())
                .map(RegisteredKey::owner)
                .map(ValidatorId::new)
                .filter(validator -> !validator.equals(own))
                .filter(validator -> !derived.contains(proposal.hash()))
                .ifPresent(validator -> unconfirmed.put(
                        new Slot(validator, proposal.position().partition(), proposal.event()), proposal));
    }

    /** This validator has derived the proposal itself. */
    public void confirm(IsolationProposal proposal) {
        derived.add(proposal.hash());
        unconfirmed.values().removeIf(proposal::equals);
    }

    /**
     * Removes and returns the proposals that this validator should have derived by now.
     *
     * @param readThrough by partition, the last response-log offset that this validator has processed
     */
    public List<Unconfirmed> takeOverdue(IntToLongFunction readThrough) {
        List<Unconfirmed> overdue = new ArrayList<>();
        unconfirmed.entrySet().removeIf(entry -> {
            boolean due = isDue(entry.getValue(), readThrough);
            if (due) {
                overdue.add(new Unconfirmed(entry.getKey().validator(), entry.getValue()));
            }
            return due;
        });
        return overdue;
    }

    /** A probation follows from the decision log alone; other proposals from the response log up to their position. */
    private static boolean isDue(IsolationProposal proposal, IntToLongFunction readThrough) {
        return proposal.event() instanceof MembershipEvent.Probation
                || readThrough.applyAsLong(proposal.position().partition())
                        >= proposal.position().offset();
    }
}
