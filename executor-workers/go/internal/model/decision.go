package model

import (
	"tribunal/internal/canonical"
	"tribunal/internal/digest"
	"tribunal/internal/signing"
)

// The types under which decisions and what leads to them are signed.
const (
	proposalType = "application/vnd.tribunal.proposal.v1"
	mandateType  = "application/vnd.tribunal.mandate.v1"
	decisionType = "application/vnd.tribunal.ordered-decision.v1"
	rejoinType   = "application/vnd.tribunal.rejoin.v1"
)

// Enforced is the outcome of a decision that takes effect; any other one is only noted.
const Enforced = "ENFORCED"

// KeySignature is one signature and the key that is said to have made it.
type KeySignature struct {
	KeyID     string
	Signature []byte
}

// Control is a numbered decision with its certificate; nothing in it is checked yet. Number counts from 1, Previous is
// the hash of the decision before it.
type Control struct {
	Number      int64
	Previous    digest.Hash
	Subject     Subject
	Outcome     string
	Certificate []KeySignature
}

// SignedBytes is what validators sign for the certificate.
func (c *Control) SignedBytes() []byte {
	var body canonical.Writer
	body.Hash(c.Subject.In()).Int64(c.Number).Hash(c.Previous).Hash(digest.Sum(c.Subject.SignedBytes())).Text(c.Outcome)
	return signing.PAE(decisionType, body.Bytes())
}

// Hash is what the next decision names as its previous one.
func (c *Control) Hash() digest.Hash { return digest.Sum(c.SignedBytes()) }

// Subject is what a decision is about: *Proposal or *Mandate.
type Subject interface {
	In() digest.Hash
	SignedBytes() []byte
}

// Change is an event in an executor's membership. The numbers are the tags of its signed form.
type Change int32

// The changes.
const (
	Isolate Change = iota
	Down
	Up
	Probation
	Readmit
)

// Proposal is a change of one executor's status that validators have derived.
type Proposal struct {
	Deployment       digest.Hash
	Change           Change
	Executor         string
	Grounds          string // only of Isolate
	Lifts            int64  // only of Readmit
	Partition        int32
	ResponseOffset   int64
	Statistic        int64
	Evidence         []int64
	LogRoot          digest.Hash
	PreviousDecision int64
}

// In gives the deployment that it is made for.
func (p *Proposal) In() digest.Hash { return p.Deployment }

// SignedBytes is what endorsers sign.
func (p *Proposal) SignedBytes() []byte {
	var body canonical.Writer
	body.Hash(p.Deployment).Int32(int32(p.Change)).Text(p.Executor)
	switch p.Change {
	case Isolate:
		body.Text(p.Grounds)
	case Readmit:
		body.Int64(p.Lifts)
	}
	body.Int32(p.Partition).Int64(p.ResponseOffset).Int64(p.Statistic).Int64s(p.Evidence).Hash(p.LogRoot)
	return signing.PAE(proposalType, body.Int64(p.PreviousDecision).Bytes())
}

// Mandate is an action that the holders of ROOT keys order. Number is their own count from 1; ActionBytes is the Avro body of
// the action.
type Mandate struct {
	Deployment  digest.Hash
	Number      int64
	Action      Action
	ActionBytes []byte
	Signatures  []KeySignature
}

// In gives the deployment that it is made for.
func (m *Mandate) In() digest.Hash { return m.Deployment }

// SignedBytes is what the holders of ROOT keys sign.
func (m *Mandate) SignedBytes() []byte {
	var body canonical.Writer
	body.Hash(m.Deployment).Int64(m.Number).Hash(digest.Sum(m.ActionBytes))
	return signing.PAE(mandateType, body.Bytes())
}

// Action is RegisterKey, RevokeKey, ChangePolicy or VoidState.
type Action interface{ action() }

// RegisterKey puts a key in force.
type RegisterKey struct{ Key Key }

// RevokeKey takes a key out of force.
type RevokeKey struct{ KeyID string }

// ChangePolicy sets other rules.
type ChangePolicy struct{ Policy Policy }

// VoidState settles the state after a ballot on which none could be agreed.
type VoidState struct {
	Partition      int32
	BusinessOffset int64
	PostState      digest.Hash
}

func (RegisterKey) action()  {}
func (RevokeKey) action()    {}
func (ChangePolicy) action() {}
func (VoidState) action()    {}

// Rejoin is an isolated executor's request to be watched again.
type Rejoin struct {
	Deployment digest.Hash
	Executor   string
	Isolation  int64
	Signature  KeySignature
}

// SignedBytes is what the executor signs.
func (r *Rejoin) SignedBytes() []byte {
	var body canonical.Writer
	body.Hash(r.Deployment).Text(r.Executor).Int64(r.Isolation)
	return signing.PAE(rejoinType, body.Bytes())
}
