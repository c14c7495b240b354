package io.tribunal.core.isolation;

import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.OrderedDecision;

/** The effects of a record of isolation-endorsements, the same for every reader. */
public sealed interface DecisionLogEvent {
    /** A subject has become decision n; validators sign it now. */
    record Ordered(OrderedDecision decision) implements DecisionLogEvent {}

    /** The next decision in number order has its certificate: it is to be written to every partition. */
    record Certified(CertifiedDecision decision) implements DecisionLogEvent {}

    /** An isolated executor has asked for probation: the proposal that every validator then endorses. */
    record RejoinAsked(IsolationProposal probation) implements DecisionLogEvent {}

    /** Enough validators endorse it but the budget forbids it: too few would be left. It is judged again after each decision. */
    record Alarm(IsolationProposal proposal) implements DecisionLogEvent {}

    /** A record that changes nothing. */
    record Dropped(long offset, Reason reason) implements DecisionLogEvent {}

    /** Why a record changes nothing. */
    enum Reason {
        UNREADABLE,
        WRONG_DEPLOYMENT,
        /** No valid signature by a key in force in the role that it needs, or too few of them. */
        BAD_SIGNATURE,
        /** Another decision about the executor has come since, or the number is known already. */
        STALE,
        /** It cannot be applied now. */
        IMPOSSIBLE,
        /** A ratification of a decision that does not exist, or that has its certificate. */
        NOT_OPEN
    }
}
