package worker

import (
	"math"

	"tribunal/internal/digest"
	"tribunal/internal/model"
	"tribunal/internal/signing"
)

const (
	none    = 0
	retryMs = 2_000
)

// OwnRejoin is an executor's own requests to rejoin: how it signs one, and how it knows it again among what others may have
// written.
type OwnRejoin struct {
	Deployment digest.Hash
	ExecutorID string
	Key        signing.Key
}

// To is the request to come back from that isolation.
func (o *OwnRejoin) To(isolation int64) *model.Rejoin {
	rejoin := &model.Rejoin{Deployment: o.Deployment, Executor: o.ExecutorID, Isolation: isolation}
	rejoin.Signature = model.Endorsed{KeyID: o.Key.ID(), Signature: o.Key.Sign(rejoin.SignedBytes())}
	return rejoin
}

// Is tells whether this is a valid one of its own.
func (o *OwnRejoin) Is(rejoin *model.Rejoin, isolation int64) bool {
	return rejoin.Deployment == o.Deployment && rejoin.Executor == o.ExecutorID && rejoin.Isolation == isolation &&
		rejoin.Signature.KeyID == o.Key.ID() &&
		signing.Verify(o.Key.Public(), rejoin.SignedBytes(), rejoin.Signature.Signature)
}

// Comeback is what an executor does about an isolation of its own: it builds all its state anew, reads on to where the log
// ended then, and asks once to be watched. A process that has just started has built its state anew already. An isolation
// that it only passes by in the past, because it was lifted since, means nothing to it.
type Comeback struct {
	// Ask writes the request unless it stands there already; whether it stands there now.
	Ask       func(isolation int64) bool
	built     bool
	rebuilt   int64 // the isolation since which the state was built anew
	asked     int64
	notBefore int64
}

// NewComeback is that of a process that has just started.
func NewComeback(ask func(isolation int64) bool) *Comeback {
	return &Comeback{Ask: ask, notBefore: math.MinInt64}
}

// MustRebuild does what is due, and tells whether all state is to be built anew now. isolation is the decision that
// isolates the executor by the newest rules it has read, 0 for none; caughtUp tells whether it has read on to where the
// log ended when the building began; now is ms of any clock that only goes forward.
func (c *Comeback) MustRebuild(isolation int64, caughtUp bool, now int64) bool {
	if !c.built && !caughtUp {
		return false
	}
	if !c.built {
		c.built, c.rebuilt = true, isolation
	}
	if isolation == none {
		return false
	}
	if c.rebuilt != isolation {
		c.built = false
		return true
	}
	if c.asked != isolation && now >= c.notBefore {
		if c.Ask(isolation) {
			c.asked = isolation
		} else {
			c.notBefore = now + retryMs
		}
	}
	return false
}
