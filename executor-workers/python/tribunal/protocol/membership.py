"""Every executor's life cycle: ACTIVE, ISOLATED, PROBATION, ACTIVE again; DOWN and UP beside that (PROTOCOL 8)."""

from typing import NamedTuple

from tribunal.protocol.decisions import Proposal

ACTIVE, DOWN, ISOLATED, PROBATION = "ACTIVE", "DOWN", "ISOLATED", "PROBATION"
_NOWHERE = -1


class Member(NamedTuple):
    """``decision``: the last one about it; ``isolation``: the one that isolated it, 0 while it is neither isolated nor
    on probation; ``partition``: where the evidence was found, -1 while it is ACTIVE."""

    status: str
    decision: int
    isolation: int
    partition: int

    def after(self, proposal: Proposal, number: int) -> "Member | None":
        """After a decision of that number, or None when the proposed change cannot happen here."""
        where = proposal.partition
        match proposal.change:
            case "ISOLATE" if self.status != ISOLATED:
                return Member(ISOLATED, number, number, where)
            case "DOWN" if self.status == ACTIVE:
                return Member(DOWN, number, 0, where)
            case "UP" if self.status == DOWN and where == self.partition:
                return Member(ACTIVE, number, 0, _NOWHERE)
            case "PROBATION" if self.status == ISOLATED and where == self.partition:
                return Member(PROBATION, number, self.isolation, self.partition)
            case "READMIT" if self.status == PROBATION and proposal.lifts == self.isolation and where == self.partition:
                return Member(ACTIVE, number, 0, _NOWHERE)
        return None


NEW = Member(ACTIVE, 0, 0, _NOWHERE)
Membership = dict[str, Member]
"""By executor id; replaced, never changed."""


def membership_after(members: Membership, proposal: Proposal, number: int, outcome: str) -> Membership | None:
    """After a decision, or None when it cannot follow here: a stale one, or a change that the status does not allow."""
    member = members.get(proposal.executor)
    if member is None or member.decision != proposal.previous_decision:
        return None
    changed = member.after(proposal, number)
    if changed is None:
        return None
    if outcome != "ENFORCED":
        changed = member._replace(decision=number)
    return {**members, proposal.executor: changed}
