package broker

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"tribunal/internal/logline"
)

const (
	shortestPause = 500 * time.Millisecond
	longestPause  = 30 * time.Second
	// damagedTries: pauses of 0.5, 1, 2, 4, 8, 16 and 30 s lie between them. A broker's copy may be bad and another one good.
	damagedTries = 8
)

// ErrDamaged marks errors that show a log that is not what it should be.
var ErrDamaged = errors.New("the log is damaged")

// Retries paces what is tried again: pauses that double from half a second to half a minute, and one line of the log a minute
// for one cause. Passing failures are tried for ever, damage of the log for about a minute.
type Retries struct {
	Event    string
	failures int
	damaged  int
	failing  atomic.Bool
}

// Failed notes a failure and returns how long to wait before the next try; an error when the log stays damaged.
func (r *Retries) Failed(failure error) (time.Duration, error) {
	r.failing.Store(true)
	r.failures++
	if isDamage(failure) {
		r.damaged++
	} else {
		r.damaged = 0
	}
	if r.damaged >= damagedTries {
		return 0, errors.Join(ErrDamaged, failure)
	}
	logline.Repeated(r.Event, failure, "failures", r.failures, "action", "retry")
	return min(longestPause, shortestPause<<min(r.failures-1, 10)), nil
}

// Succeeded begins anew.
func (r *Retries) Succeeded() {
	if r.failing.CompareAndSwap(true, false) {
		logline.WorksAgain(r.Event, r.failures)
	}
	r.failures, r.damaged = 0, 0
}

// Failing reports whether the last try failed; any goroutine may ask.
func (r *Retries) Failing() bool { return r.failing.Load() }

func isDamage(failure error) bool {
	var lost *kgo.ErrDataLoss
	return errors.As(failure, &lost) || errors.Is(failure, ErrDamaged) ||
		errors.Is(failure, kerr.UnknownTopicOrPartition) || errors.Is(failure, kerr.UnknownTopicID) ||
		errors.Is(failure, kerr.OffsetOutOfRange) || errors.Is(failure, kerr.CorruptMessage)
}

// Wait waits unless the context ends before.
func Wait(ctx context.Context, pause time.Duration) {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
