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

// Partition handles the records of one partition and decides when to write which batch: nothing during a rebuild, answers as
// soon as there are any, an empty batch when only rejected or control entries were handled or when the heartbeat is due.
// Times in ms of any clock that only goes forward.
type Partition struct {
	partition int32
	begin     int64
	executors func(voids []StateVoid) *Executor
	executor  *Executor
	voids     []StateVoid
	pending   []Item
	backlog   int
	handledTo int64
	// processedTo is the least that the next batch announces as processed, writtenTo what the last one announced; answers up
	// to answeredTo are not given again. Neither processedTo nor writtenTo ever goes back.
	processedTo int64
	writtenTo   int64
	answeredTo  int64
	heartbeats  HeartbeatPace
}

// NewPartition returns a worker that has read nothing. begin is the offset of the first record that it needs, resumeFrom
// the one up to which an earlier run has answered everything; executors returns a fresh executor that knows these Voids.
func NewPartition(partition int32, begin, resumeFrom int64, executors func([]StateVoid) *Executor) *Partition {
	return &Partition{
		partition:   partition,
		begin:       begin,
		executors:   executors,
		executor:    executors(nil),
		handledTo:   begin - 1,
		processedTo: resumeFrom - 1,
		writtenTo:   resumeFrom - 1,
		answeredTo:  resumeFrom - 1,
	}
}

// Begin is the offset of the first record that it needs.
func (p *Partition) Begin() int64 { return p.begin }

// Next is the lowest offset that it has not handled.
func (p *Partition) Next() int64 { return p.handledTo + 1 }

// ResumeFrom is the offset from which a worker in its place must answer.
func (p *Partition) ResumeFrom() int64 { return p.processedTo + 1 }

// Rules are the keys, policy and membership after the records that it has read; nil before genesis.
func (p *Partition) Rules() *rules.Chain { return p.executor.chain() }

// Backlog is the number of bytes of answers that have not been drained.
func (p *Partition) Backlog() int { return p.backlog }

// Handle takes the next record in offset order; false when all must be given again from Begin on. Its errors are final: a
// bad genesis, or a response that cannot be encoded.
func (p *Partition) Handle(record *model.BusinessRecord) (bool, error) {
	started := time.Now()
	outcome, err := p.executor.Handle(record)
	if err != nil {
		return false, err
	}
	if outcome.NewVoid != nil {
		p.rebuildAfter(*outcome.NewVoid)
		return false, nil
	}
	p.handledTo = record.Offset
	if outcome.Rejected && p.handledTo > p.answeredTo {
		metrics.Rejected.Add(1)
	}
	if outcome.Response != nil {
		metrics.ExecuteNanos.Add(uint64(time.Since(started)))
		if p.handledTo > p.answeredTo {
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

// rebuildAfter starts again from Begin. Requests after the voided one are answered again, unless an earlier run has passed the
// Void.
func (p *Partition) rebuildAfter(stateVoid StateVoid) {
	logline.Warn("state_settled", "partition", p.partition, "position", stateVoid.Position, "offset", stateVoid.Offset,
		"note", "rebuilding the partition")
	p.voids = append(p.voids, stateVoid)
	p.executor = p.executors(p.voids)
	if stateVoid.Position > p.processedTo {
		p.processedTo = stateVoid.Position
		p.answeredTo = stateVoid.Offset
	}
	kept := p.pending[:0:0]
	p.backlog = 0
	for _, item := range p.pending {
		if item.Response.BusinessOffset <= p.answeredTo {
			kept = append(kept, item)
			p.backlog += len(item.Encoded)
		}
	}
	p.pending = kept
	p.handledTo = p.begin - 1
	p.heartbeats = HeartbeatPace{}
}

// Drain returns the batches to write now, in order.
func (p *Partition) Drain(now int64) []Batch {
	if len(p.pending) == 0 && p.EmptyBatchIn(now) > 0 {
		return nil
	}
	return p.drainAll(now)
}

// Join returns an empty batch to write with the batches of other partitions, if this one has long been quiet.
func (p *Partition) Join(now int64) []Batch {
	if len(p.pending) > 0 || p.isRebuilding() || !p.heartbeats.MayJoin(now) {
		return nil
	}
	return p.drainAll(now)
}

func (p *Partition) drainAll(now int64) []Batch {
	batches := cut(p.pending, p.processedTo, p.handledTo)
	p.pending, p.backlog = nil, 0
	announced := p.writtenTo
	p.processedTo = max(p.processedTo, p.handledTo)
	p.writtenTo = p.processedTo
	if chain := p.Rules(); chain != nil {
		p.heartbeats.Written(now, p.writtenTo-announced, &chain.Policy)
	}
	metrics.ProcessedTo(p.partition, p.processedTo)
	return batches
}

// EmptyBatchIn is the number of ms until an empty batch is due if nothing comes; without end during a rebuild.
func (p *Partition) EmptyBatchIn(now int64) int64 {
	switch {
	case p.isRebuilding():
		return math.MaxInt64
	case p.handledTo > p.writtenTo:
		return 0
	default:
		return p.heartbeats.DueIn(now)
	}
}

func (p *Partition) isRebuilding() bool { return p.handledTo < 0 || p.handledTo < p.processedTo }
