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

// OwnRejoin signs an executor's requests to rejoin, and recognizes them among records of other writers.
type OwnRejoin struct {
	Deployment digest.Hash
	ExecutorID string
	Key        signing.Key
}

// Record is the signed request to rejoin after that isolation.
func (o *OwnRejoin) Record(isolation int64) *model.Rejoin {
	rejoin := &model.Rejoin{Deployment: o.Deployment, Executor: o.ExecutorID, Isolation: isolation}
	rejoin.Signature = model.KeySignature{KeyID: o.Key.ID(), Signature: o.Key.Sign(rejoin.SignedBytes())}
	return rejoin
}

// Matches reports whether this is the executor's valid request to rejoin after that isolation.
func (o *OwnRejoin) Matches(rejoin *model.Rejoin, isolation int64) bool {
	return rejoin.Deployment == o.Deployment && rejoin.Executor == o.ExecutorID && rejoin.Isolation == isolation &&
		rejoin.Signature.KeyID == o.Key.ID() &&
		signing.Verify(o.Key.Public(), rejoin.SignedBytes(), rejoin.Signature.Signature)
}

// RejoinStateMachine brings an isolated executor back (PROTOCOL 8): it rebuilds all its state, reads up to the end that the
// log had when the rebuild began, and requests once to rejoin. A process that has just started is rebuilding anyway. An
// isolation that was lifted before the executor caught up has no effect.
type RejoinStateMachine struct {
	// Request writes the request unless it is in the log already, and reports whether it is there now.
	Request        func(isolation int64) bool
	built          bool
	rebuiltAfter   int64 // the isolation after which the state was rebuilt
	requestedAfter int64
	retryAt        int64
}

// NewRejoinStateMachine is the state machine of a process that has just started.
func NewRejoinStateMachine(request func(isolation int64) bool) *RejoinStateMachine {
	return &RejoinStateMachine{Request: request, retryAt: math.MinInt64}
}

// MustRebuild requests to rejoin when that is due, and reports whether the caller must rebuild all state now. isolation is the
// decision that isolates the executor by the newest rules it has read, 0 for none; caughtUp says whether it has read up to
// the end that the log had when the rebuild began; now is ms of any clock that only goes forward.
func (c *RejoinStateMachine) MustRebuild(isolation int64, caughtUp bool, now int64) bool {
	if !c.built && !caughtUp {
		return false
	}
	if !c.built {
		c.built, c.rebuiltAfter = true, isolation
	}
	if isolation == none {
		return false
	}
	if c.rebuiltAfter != isolation {
		c.built = false
		return true
	}
	if c.requestedAfter != isolation && now >= c.retryAt {
		if c.Request(isolation) {
			c.requestedAfter = isolation
		} else {
			c.retryAt = now + retryMs
		}
	}
	return false
}
