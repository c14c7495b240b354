package io.tribunal.core.isolation;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent.Down;
import io.tribunal.core.decision.MembershipEvent.Isolate;
import io.tribunal.core.decision.MembershipEvent.Probation;
import io.tribunal.core.decision.MembershipEvent.Readmit;
import io.tribunal.core.decision.MembershipEvent.Up;
import java.util.Optional;

/**
 * One executor's place in its life cycle: ACTIVE, ISOLATED, PROBATION, ACTIVE again; separately, DOWN and UP.
 *
 * @param decision number of the last decision about it, 0 before the first
 * @param isolation number of the decision that isolated it, 0 while it is not isolated or on probation
 * @param partition where the evidence was found and its probation takes place; -1 while it is ACTIVE
 */
public record Member(MemberStatus status, long decision, long isolation, int partition) {
    private static final int NOWHERE = -1;
    static final Member NEW = new Member(MemberStatus.ACTIVE, 0, 0, NOWHERE);

    /** After a decision of that number, or empty when the proposed event cannot happen here. */
    Optional<Member> after(IsolationProposal proposal, long number) {
        int where = proposal.position().partition();
        return switch (proposal.event()) {
            case Isolate ignored ->
                only(status != MemberStatus.ISOLATED, new Member(MemberStatus.ISOLATED, number, number, where));
            case Down ignored -> only(status == MemberStatus.ACTIVE, new Member(MemberStatus.DOWN, number, 0, where));
            case Up ignored -> only(status == MemberStatus.DOWN && where == partition, active(number));
            case Probation ignored ->
                only(
                        status == MemberStatus.ISOLATED && where == partition,
                        new Member(MemberStatus.PROBATION, number, isolation, partition));
            case Readmit readmit ->
                only(
                        status == MemberStatus.PROBATION && readmit.lifts() == isolation && where == partition,
                        active(number));
        };
    }

    /** Whether its answers in that partition are compared with the decisions without counting as votes. */
    public boolean isNonVotingIn(int where) {
        return (status == MemberStatus.DOWN || status == MemberStatus.PROBATION) && where == partition;
    }

    /** A decision that is only noted. */
    Member noted(long number) {
        return new Member(status, number, isolation, partition);
    }

    private static Member active(long decision) {
        return new Member(MemberStatus.ACTIVE, decision, 0, NOWHERE);
    }

    private static Optional<Member> only(boolean possible, Member next) {
        return possible ? Optional.of(next) : Optional.empty();
    }
}
