package worker

import (
	"fmt"
	"math"
	"time"

	"tribunal/internal/logline"
	"tribunal/internal/metrics"
	"tribunal/internal/model"
	"tribunal/internal/rules"
	"tribunal/internal/wire"
)

// Partition decides what one partition writes and when: nothing while state is rebuilt, answers as soon as there are any,
// an empty batch when only rejected or control entries were handled or when the heartbeat is due. Times in ms of any clock
// that only goes forward.
type Partition struct {
	partition   int32
	begin       int64
	executors   func(settled []Settlement) *Executor
	executor    *Executor
	settlements []Settlement
	pending     []Item
	backlog     int
	handled     int64
	// floor is what has been announced as processed, written what was by this process; an answer at or before answersAfter
	// was acknowledged in an earlier run.
	floor         int64
	written       int64
	answersAfter  int64
	lastWrittenAt int64
}

// NewPartition has read nothing. begin is the offset of the first record that it wants, resumeFrom that up to which an
// earlier run has answered everything; executors gives a fresh executor that knows the settlements.
func NewPartition(partition int32, begin, resumeFrom int64, executors func([]Settlement) *Executor) *Partition {
	return &Partition{
		partition:    partition,
		begin:        begin,
		executors:    executors,
		executor:     executors(nil),
		handled:      begin - 1,
		floor:        resumeFrom - 1,
		written:      resumeFrom - 1,
		answersAfter: resumeFrom - 1,
	}
}

// Begin is the offset of the first record that it wants.
func (p *Partition) Begin() int64 { return p.begin }

// Next is the lowest offset that it has not handled.
func (p *Partition) Next() int64 { return p.handled + 1 }

// ResumeFrom is the offset from which a worker in its place must answer.
func (p *Partition) ResumeFrom() int64 { return p.floor + 1 }

// Rules are the keys, policy and membership by what it has read; nil before genesis.
func (p *Partition) Rules() *rules.Chain { return p.executor.chain() }

// Backlog is how many bytes of answers have not been drained.
func (p *Partition) Backlog() int { return p.backlog }

// Handle takes the next record in offset order; false when all must be given again from Begin on. Its errors are final: a
// bad genesis, or a response that cannot be encoded.
func (p *Partition) Handle(record *model.BusinessRecord) (bool, error) {
	started := time.Now()
	outcome, err := p.executor.Handle(record)
	if err != nil {
		return false, err
	}
	if outcome.Unknown != nil {
		p.settle(*outcome.Unknown)
		return false, nil
	}
	p.handled = record.Offset
	if outcome.Rejected && p.handled > p.answersAfter {
		metrics.Rejected.Add(1)
	}
	if outcome.Response != nil {
		metrics.ExecuteNanos.Add(uint64(time.Since(started)))
		if p.handled > p.answersAfter {
			return true, p.add(outcome.Response)
		}
	}
	return true, nil
}

func (p *Partition) add(response *model.Response) error {
	encoded, err := wire.Response(response)
	if err != nil {
		return fmt.Errorf("response to %d@%d: %w", p.partition, response.BusinessOffset, err)
	}
	p.pending = append(p.pending, Item{encoded, response})
	p.backlog += len(encoded)
	metrics.Answered.Add(1)
	return nil
}

// settle begins anew. Answers after the settled request are given again if the Void itself was not passed by an earlier run.
func (p *Partition) settle(settlement Settlement) {
	logline.Warn("state_settled", "partition", p.partition, "position", settlement.Position, "offset", settlement.Offset,
		"note", "rebuilding the partition")
	p.settlements = append(p.settlements, settlement)
	p.executor = p.executors(p.settlements)
	if settlement.Position > p.floor {
		p.floor = settlement.Position
		p.answersAfter = settlement.Offset
	}
	kept := p.pending[:0:0]
	p.backlog = 0
	for _, item := range p.pending {
		if item.Response.BusinessOffset <= p.answersAfter {
			kept = append(kept, item)
			p.backlog += len(item.Encoded)
		}
	}
	p.pending = kept
	p.handled = p.begin - 1
}

// Drain is what to write now, in order.
func (p *Partition) Drain(now int64) []Batch {
	if len(p.pending) == 0 && !p.isEmptyBatchDue(now) {
		return nil
	}
	batches := cut(p.pending, p.floor, p.handled)
	p.pending, p.backlog = nil, 0
	p.floor = max(p.floor, p.handled)
	p.written = p.floor
	p.lastWrittenAt = now
	metrics.ProcessedTo(p.partition, p.floor)
	return batches
}

func (p *Partition) isEmptyBatchDue(now int64) bool {
	rebuilding := p.handled < 0 || p.handled < p.floor
	return !rebuilding && (p.handled > p.written || now-p.lastWrittenAt >= p.heartbeat())
}

func (p *Partition) heartbeat() int64 {
	if chain := p.Rules(); chain != nil {
		return chain.Policy.Heartbeat
	}
	return math.MaxInt64
}
