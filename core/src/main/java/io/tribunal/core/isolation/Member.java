package io.tribunal.core.isolation;

import io.tribunal.core.isolation.MembershipEvent.Down;
import io.tribunal.core.isolation.MembershipEvent.Isolate;
import io.tribunal.core.isolation.MembershipEvent.Probation;
import io.tribunal.core.isolation.MembershipEvent.Readmit;
import io.tribunal.core.isolation.MembershipEvent.Up;
import java.util.Optional;

/**
 * One executor's place in its life cycle: ACTIVE, ISOLATED, PROBATION, ACTIVE again; and DOWN and UP beside that.
 *
 * @param decision number of the last decision about it, 0 before the first
 * @param isolation number of the decision that isolated it, 0 while it is not isolated or on probation
 */
public record Member(MemberStatus status, long decision, long isolation) {
    static final Member NEW = new Member(MemberStatus.ACTIVE, 0, 0);

    /** After a decision of that number, or empty when the event cannot happen here. */
    Optional<Member> after(MembershipEvent event, long number) {
        return switch (event) {
            case Isolate ignored -> only(status != MemberStatus.ISOLATED, MemberStatus.ISOLATED, number, number);
            case Down ignored -> only(status == MemberStatus.ACTIVE, MemberStatus.DOWN, number, 0);
            case Up ignored -> only(status == MemberStatus.DOWN, MemberStatus.ACTIVE, number, 0);
            case Probation ignored -> only(status == MemberStatus.ISOLATED, MemberStatus.PROBATION, number, isolation);
            case Readmit readmit ->
                only(status == MemberStatus.PROBATION && readmit.lifts() == isolation, MemberStatus.ACTIVE, number, 0);
        };
    }

    /** A decision that is only noted. */
    Member noted(long number) {
        return new Member(status, number, isolation);
    }

    private static Optional<Member> only(boolean possible, MemberStatus next, long decision, long isolation) {
        return possible ? Optional.of(new Member(next, decision, isolation)) : Optional.empty();
    }
}
