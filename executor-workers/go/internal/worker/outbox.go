package worker

import "math"

// QueuedBatch is a batch that waits to be signed and written.
type QueuedBatch struct {
	Partition int32
	Batch     Batch
	dueAt     int64
}

// Outbox queues batches in order; a delayed one holds up those behind it. Times in ms of any clock.
type Outbox struct{ queue []QueuedBatch }

// Add queues a batch that is due at that time.
func (o *Outbox) Add(dueAt int64, partition int32, batch Batch) {
	o.queue = append(o.queue, QueuedBatch{partition, batch, dueAt})
}

// DueIn is the number of ms until the first batch is due; without end if there is none.
func (o *Outbox) DueIn(now int64) int64 {
	if len(o.queue) == 0 {
		return math.MaxInt64
	}
	return max(0, o.queue[0].dueAt-now)
}

// Due takes out the batches that are due.
func (o *Outbox) Due(now int64) []QueuedBatch {
	due := 0
	for due < len(o.queue) && o.queue[due].dueAt <= now {
		due++
	}
	batches := o.queue[:due:due]
	o.queue = o.queue[due:]
	return batches
}
