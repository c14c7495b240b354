package rules

import "tribunal/internal/model"

// Status is an executor's status in the deployment.
type Status int

// The statuses.
const (
	Active Status = iota
	SetDown
	Isolated
	OnProbation
)

const nowhere = -1

// Member is one executor's place in its life cycle.
type Member struct {
	Status Status
	// Decision is the number of the last decision about it, 0 before the first.
	Decision int64
	// Isolation is the number of the decision that isolated it, 0 while it is neither isolated nor on probation.
	Isolation int64
	// Partition is where the evidence was found, -1 while it is active.
	Partition int32
}

// after returns the member after a decision of that number; false when the proposed event cannot happen here.
func (m Member) after(proposal *model.Proposal, number int64) (Member, bool) {
	where := proposal.Partition
	switch proposal.Change {
	case model.Isolate:
		return Member{Isolated, number, number, where}, m.Status != Isolated
	case model.Down:
		return Member{SetDown, number, 0, where}, m.Status == Active
	case model.Up:
		return active(number), m.Status == SetDown && where == m.Partition
	case model.Probation:
		return Member{OnProbation, number, m.Isolation, m.Partition}, m.Status == Isolated && where == m.Partition
	case model.Readmit:
		return active(number), m.Status == OnProbation && proposal.Lifts == m.Isolation && where == m.Partition
	}
	return m, false
}

func active(number int64) Member { return Member{Active, number, 0, nowhere} }

// Membership has every executor of genesis. Immutable.
type Membership map[string]Member

func newMembership(executors []string) Membership {
	members := make(Membership, len(executors))
	for _, executor := range executors {
		members[executor] = active(0)
	}
	return members
}

func (m Membership) after(proposal *model.Proposal, number int64, outcome string) (Membership, bool) {
	member, known := m[proposal.Executor]
	if !known {
		return m, false
	}
	changed, ok := member.after(proposal, number)
	if !ok {
		return m, false
	}
	if outcome != model.Enforced {
		changed = member
		changed.Decision = number
	}
	return with(m, proposal.Executor, changed), true
}
