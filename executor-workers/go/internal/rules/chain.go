package rules

import (
	"errors"
	"fmt"

	"tribunal/internal/digest"
	"tribunal/internal/model"
)

// Rejection names the first admission rule that an entry fails.
type Rejection string

// The rejections, in the order in which the rules are applied; SequenceTooOld comes before Replayed.
const (
	Malformed       Rejection = "MALFORMED"
	WrongDeployment Rejection = "WRONG_DEPLOYMENT"
	UnknownKey      Rejection = "UNKNOWN_KEY"
	BadSignature    Rejection = "BAD_SIGNATURE"
	WrongPartition  Rejection = "WRONG_PARTITION"
	Expired         Rejection = "EXPIRED"
	MalformedBody   Rejection = "MALFORMED_BODY"
	SequenceJump    Rejection = "SEQUENCE_JUMP"
	Replayed        Rejection = "REPLAYED"
	OutOfOrder      Rejection = "OUT_OF_ORDER"
	BadCertificate  Rejection = "BAD_CERTIFICATE"
	InvalidAction   Rejection = "INVALID_ACTION"
	SequenceTooOld  Rejection = "SEQUENCE_TOO_OLD"
)

// Objection is the reason why an entry or a decision does not take effect. Detail is for people.
type Objection struct {
	Reason Rejection
	Detail string
}

// Chain has the rules after so many decisions. Immutable.
type Chain struct {
	Deployment digest.Hash
	// Number is that of the last decision, 0 before the first.
	Number int64
	// Head is the last decision's hash, zero before the first.
	Head       digest.Hash
	Registry   Registry
	Policy     model.Policy
	Membership Membership
	mandates   int64
	validators validatorSet
}

// NewChain begins before the first decision. It refuses a genesis of rules that are not known here, one that registers a key
// twice or an invalid one, or one with a policy that is unusable or under which a verdict could be too large.
func NewChain(genesis *model.Genesis, deployment digest.Hash) (*Chain, error) {
	if err := genesis.RulesVersion.Refuse(); err != nil {
		return nil, err
	}
	registry, err := NewRegistry(genesis.Keys)
	if err != nil {
		return nil, err
	}
	if !genesis.Policy.Usable {
		return nil, errors.New("genesis has an unusable normalization profile")
	}
	if !genesis.Bounds(&genesis.Policy) {
		return nil, errors.New("a verdict of so many executors could outgrow what a record may hold")
	}
	return &Chain{Deployment: deployment, Registry: registry, Policy: genesis.Policy,
		Membership: newMembership(genesis.Executors), validators: validatorSet{genesis}}, nil
}

// Follow returns the chain with a certified decision applied, or the reason why it cannot be.
func (c *Chain) Follow(decision *model.Control) (*Chain, *Objection) {
	switch {
	case decision.Subject.In() != c.Deployment:
		return nil, &Objection{WrongDeployment, "decided for another deployment"}
	case decision.Number <= c.Number:
		return nil, &Objection{Replayed, fmt.Sprintf("decision %d is in force already", decision.Number)}
	case decision.Number != c.Number+1:
		return nil, &Objection{OutOfOrder, fmt.Sprintf("decision %d is missing here", c.Number+1)}
	case decision.Previous != c.Head:
		return nil, &Objection{BadCertificate, "names another previous decision"}
	}
	if lack := c.validators.objection(c.Registry, decision); lack != "" {
		return nil, &Objection{BadCertificate, lack}
	}
	next, ok := c.after(decision)
	if !ok {
		return nil, &Objection{InvalidAction, "cannot be done here"}
	}
	next.Number, next.Head = decision.Number, decision.Hash()
	return next, nil
}

func (c *Chain) after(decision *model.Control) (*Chain, bool) {
	next := *c
	switch subject := decision.Subject.(type) {
	case *model.Proposal:
		member, known := c.Membership[subject.Executor]
		if !known || member.Decision != subject.PreviousDecision {
			return nil, false
		}
		members, ok := c.Membership.after(subject, decision.Number, decision.Outcome)
		next.Membership = members
		return &next, ok
	case *model.Mandate:
		if subject.Number != c.mandates+1 {
			return nil, false
		}
		next.mandates++
		return &next, next.obey(subject.Action)
	}
	return nil, false
}

func (c *Chain) obey(action model.Action) bool {
	ok := true
	switch action := action.(type) {
	case model.RegisterKey:
		c.Registry, ok = c.Registry.register(action.Key)
	case model.RevokeKey:
		c.Registry, ok = c.Registry.revoke(action.KeyID)
	case model.ChangePolicy:
		c.Policy, ok = action.Policy, action.Policy.Usable && c.validators.genesis.Bounds(&action.Policy)
	}
	return ok
}
