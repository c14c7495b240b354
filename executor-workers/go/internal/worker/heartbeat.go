package worker

import "tribunal/internal/model"

// RarestHeartbeatMs is the longest time between two empty batches of a quiet partition.
const RarestHeartbeatMs = 10_000

// HeartbeatPace says when a partition's next empty batch is due (PROTOCOL 3, Heartbeats; ADR 0028). After a start and after each
// entry the partition owes the log as much elapsed time as the ballots may need, and is active until its batches have made up
// for it: they follow each other by policy.heartbeat. Then it is quiet: each empty batch waits twice as long as the one before,
// 10 s at most. Times in ms of any clock that only goes forward. The zero value has just started.
type HeartbeatPace struct {
	begun     bool
	writtenAt int64
	interval  int64
	owed      float64
}

// DueIn is the number of ms until an empty batch is due, 0 when it is; an unannounced entry does not wait for that.
func (p *HeartbeatPace) DueIn(now int64) int64 {
	if !p.begun {
		return 0
	}
	return max(0, p.interval-(now-p.writtenAt))
}

// MayJoin reports whether an empty batch may be written with the batches of other partitions: a quiet partition waits for half
// of its time.
func (p *HeartbeatPace) MayJoin(now int64) bool {
	return p.begun && p.owed <= 0 && now-p.writtenAt >= p.interval/2
}

// Written notes that batches are written, which announce so many entries that were not announced before. The policy is the one
// in force after those entries.
func (p *HeartbeatPace) Written(now, entries int64, policy *model.Policy) {
	p.owed -= float64(min(now-p.writtenAt, policy.Heartbeat, policy.MaxStep))
	if entries > 0 || !p.begun {
		p.owed = max(p.owed, lastBallot(policy)) + earlierBallots(entries, policy)
	}
	if p.owed > 0 {
		p.interval = policy.Heartbeat
	} else {
		p.interval = max(policy.Heartbeat, min(2*p.interval, RarestHeartbeatMs))
	}
	p.begun, p.writtenAt = true, now
}

// lastBallot: its deadline counts from a later batch, of an executor that is at most maxStep behind, or from one that is held up.
func lastBallot(policy *model.Policy) float64 {
	return float64(policy.LongestDeadline) + float64(policy.MaxStep) + float64(policy.Heartbeat)
}

// earlierBallots: a ballot may have to wait until one of the maxOpenBallots before it has passed its deadline.
func earlierBallots(entries int64, policy *model.Policy) float64 {
	return float64(entries) * float64(policy.LongestDeadline) / float64(policy.MaxOpenBallots)
}
