package worker

import (
	"math"
	"slices"
	"testing"

	"tribunal/internal/model"
)

// activeMs: deadline, maxStep, and one heartbeat, so that it does not matter when the first record was appended.
const activeMs = 5000 + 2000 + 500

func timed(deadline, heartbeat, maxStep int64, maxOpenBallots int32) *model.Policy {
	return &model.Policy{LongestDeadline: deadline, Heartbeat: heartbeat, MaxStep: maxStep, MaxOpenBallots: maxOpenBallots}
}

// beats writes so many heartbeats when they are due and returns the ms between them.
func beats(pace *HeartbeatPace, now *int64, policy *model.Policy, count int) []int64 {
	var intervals []int64
	for range count {
		interval := pace.DueIn(*now)
		*now += interval
		pace.Written(*now, 0, policy)
		intervals = append(intervals, interval)
	}
	return intervals
}

// active writes the heartbeats that follow each other by policy.heartbeat and returns how many ms they took.
func active(pace *HeartbeatPace, now *int64, policy *model.Policy) int64 {
	begin := *now
	for pace.DueIn(*now) == policy.Heartbeat {
		beats(pace, now, policy, 1)
	}
	return *now - begin
}

func TestHeartbeatsAreSteadyUntilTheLastDeadlineHasPassed(t *testing.T) {
	earlier := &HeartbeatPace{}
	earlier.Written(0, 1, timed(60_000, 500, 2000, 10_000))
	held := &HeartbeatPace{}
	held.Written(0, 0, timed(5000, 500, 2000, 10_000))
	held.Written(60_000, 0, timed(5000, 500, 2000, 10_000))
	slow := &HeartbeatPace{}
	for now := int64(0); now < 1_000_000; now += 100 {
		slow.Written(now, 1, timed(5000, 500, 2000, 100))
	}
	for name, one := range map[string]struct {
		pace          *HeartbeatPace
		from, entries int64
		policy        *model.Policy
		least, most   int64
	}{
		"a start":                             {&HeartbeatPace{}, 70, 0, timed(5000, 500, 2000, 10_000), activeMs, activeMs},
		"an entry":                            {&HeartbeatPace{}, 70, 1, timed(5000, 500, 2000, 10_000), activeMs, activeMs + 500},
		"an earlier policy":                   {earlier, 0, 1, timed(1000, 100, 2000, 10_000), 60_000, 63_000},
		"a broker that was slow":              {held, 60_000, 0, timed(5000, 500, 2000, 10_000), activeMs - 500, activeMs - 500},
		"heartbeats that are cut":             {&HeartbeatPace{}, 0, 1, timed(5000, 5000, 1000, 10_000), 6 * 5000, 12 * 5000},
		"more entries than open ballots":      {&HeartbeatPace{}, 0, 300, timed(5000, 500, 2000, 100), 3*5000 + activeMs, 3*5000 + activeMs},
		"entries that come slowly":            {slow, 1_000_000, 1, timed(5000, 500, 2000, 100), activeMs, activeMs + 1000},
		"a heartbeat more rare than all else": {&HeartbeatPace{}, 0, 1, timed(5000, 8000, 9000, 100), 5000 + 9000, 5000 + 9000 + 8000 + 8000},
	} {
		now := one.from
		if name != "a broker that was slow" {
			one.pace.Written(now, one.entries, one.policy)
		}
		if got := active(one.pace, &now, one.policy); got < one.least || got > one.most {
			t.Errorf("%s: %d ms, not %d to %d", name, got, one.least, one.most)
		}
	}
}

func TestHeartbeatsBecomeRareAndSteadyAgain(t *testing.T) {
	policy, now := timed(5000, 500, 2000, 10_000), int64(70)
	var pace HeartbeatPace
	if pace.DueIn(0) != 0 || pace.MayJoin(now) {
		t.Error("does not write at once after a start")
	}
	pace.Written(now, 1, policy)
	if pace.MayJoin(now + 400) {
		t.Error("joins others while it is active")
	}
	active(&pace, &now, policy)
	if got := beats(&pace, &now, policy, 6); !slices.Equal(got, []int64{1000, 2000, 4000, 8000, 10_000, 10_000}) {
		t.Errorf("%v", got)
	}
	if pace.MayJoin(now+4999) || !pace.MayJoin(now+5000) {
		t.Error("does not join from half of its time on")
	}
	now += 3000
	pace.Written(now, 1, policy)
	if got := beats(&pace, &now, policy, 2); !slices.Equal(got, []int64{500, 500}) {
		t.Errorf("after an entry: %v", got)
	}
}

func TestHeartbeatsKeepARarePolicyAndAnEndlessDeadline(t *testing.T) {
	for _, policy := range []*model.Policy{timed(5000, 30_000, 2000, 1), timed(math.MaxInt64, 500, math.MaxInt64, 1)} {
		var pace HeartbeatPace
		now := int64(0)
		pace.Written(now, 1, policy)
		for _, interval := range beats(&pace, &now, policy, 1000) {
			if interval != policy.Heartbeat {
				t.Fatalf("%d ms", interval)
			}
		}
	}
}
