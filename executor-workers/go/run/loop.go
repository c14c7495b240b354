package run

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"tribunal/internal/broker"
	"tribunal/internal/fault"
	"tribunal/internal/logline"
	"tribunal/internal/metrics"
	"tribunal/internal/worker"
)

const (
	rememberEveryMs = 500
	// longestWaitMs: what comes meanwhile ends the wait.
	longestWaitMs = 500
	// inFlightWaitMs: a failure to write does not end it.
	inFlightWaitMs = 50
	// maxInFlight: answers that come while a batch is in flight make the next one, so that batches grow with the load.
	maxInFlight     = 1
	maxBacklogBytes = 4 << 20
)

// loop is an executor at work, on one goroutine: reads all partitions of business-log, executes, writes signed batches of all
// partitions together at a worker.FlushPace, without waiting for their acknowledgement, and commits to Kafka what has been acknowledged. After a restart or an
// isolation it first rebuilds its state, from verified snapshots where there are any, and writes nothing meanwhile. Requests
// before the committed offset are not answered again; the later ones get the same answers once more.
type loop struct {
	reader           *broker.Reader
	writer           *broker.Writer
	signer           *worker.Signer
	rejoins          *broker.Rejoins
	schemaIDs        func(context.Context) ([]uint32, error)
	faults           *fault.Injector
	partitionWorkers *worker.PartitionWorkers
	rejoin           *worker.RejoinStateMachine
	clock            func() int64

	outbox       worker.Outbox
	pace         worker.FlushPace
	activeAt     int64
	workers      map[int32]*worker.Partition
	polls        chan broker.Polled
	polling      bool
	caughtUp     bool
	rememberedAt int64
	retries      broker.Retries
	opened       atomic.Bool
	healthy      atomic.Bool
}

// run works until the context ends, then puts everything in order. Its errors are final.
func (l *loop) run(ctx context.Context) error {
	defer l.reader.Close()
	defer l.writer.Close()
	l.polls = make(chan broker.Polled, 1)
	ids, err := l.schemaIDs(ctx)
	if ctx.Err() != nil {
		return nil
	} else if err != nil {
		return err
	}
	l.signer.SchemaID, l.rejoins.SchemaID = ids[0], ids[1]
	for len(l.workers) == 0 && ctx.Err() == nil {
		if err := l.open(ctx); err != nil {
			if err := l.wait(ctx, err); err != nil {
				return err
			}
		}
	}
	timer := time.NewTimer(longestWaitMs * time.Millisecond)
	defer timer.Stop()
	for ctx.Err() == nil {
		timer.Reset(l.poll(ctx))
		now := l.clock()
		select {
		case polled := <-l.polls:
			l.polling = false
			now = l.clock()
			if len(polled.Records) > 0 {
				l.activeAt = now
			}
			if err := l.handle(ctx, polled); err != nil {
				return err
			}
		case <-l.writer.Acks():
			now = l.clock()
		case <-timer.C:
			now = l.clock()
		case <-ctx.Done():
		}
		if err := l.write(now); err != nil {
			return err
		}
		l.rememberSometimes()
		l.holdBack()
	}
	return l.finish()
}

// poll starts a poll unless one is running, since seeks happen only between polls, or the last one with records was less than
// a flush's interval ago. It returns how long to wait for anything to do.
func (l *loop) poll(ctx context.Context) time.Duration {
	now := l.clock()
	wait := l.writeIn(now)
	if rest := l.activeAt + l.pace.Interval() - now; !l.polling && rest > 0 {
		wait = min(wait, rest)
	} else if !l.polling {
		l.polling = true
		go func() { l.polls <- l.reader.Poll(ctx) }()
	}
	return time.Duration(wait) * time.Millisecond
}

// writeIn is the number of ms until there is something to write if nothing comes.
func (l *loop) writeIn(now int64) int64 {
	wait := min(longestWaitMs, l.outbox.DueIn(now))
	for partition, one := range l.workers {
		switch {
		case l.writer.InFlight(partition) >= maxInFlight:
			wait = min(wait, inFlightWaitMs)
		case one.Backlog() > 0:
			wait = 0
		default:
			wait = min(wait, one.EmptyBatchIn(now))
		}
	}
	return max(wait, l.pace.Wait(now), 1)
}

// wait waits before the next try; its error is final.
func (l *loop) wait(ctx context.Context, failure error) error {
	pause, err := l.retries.Failed(failure)
	if err == nil {
		broker.Wait(ctx, pause)
	}
	return err
}

// isHealthy reports whether it reads and writes the logs; any goroutine may ask.
func (l *loop) isHealthy() bool {
	return l.healthy.Load() && !l.retries.Failing() && !l.writer.Failing()
}

func (l *loop) open(ctx context.Context) error {
	resume, err := l.reader.Open(ctx)
	if err != nil {
		return err
	}
	if len(resume) == 0 {
		return fmt.Errorf("the topic of business-log is missing: %w", broker.ErrDamaged)
	}
	if err := l.begin(ctx, resume); err != nil {
		return err
	}
	logline.Info("business_log_opened", "partitions", fmt.Sprint(slices.Sorted(maps.Keys(l.workers))))
	l.retries.Succeeded()
	l.opened.Store(true)
	l.healthy.Store(true)
	return nil
}

// begin starts every partition again, from its best verified snapshot or from offset 0.
func (l *loop) begin(ctx context.Context, resume map[int32]int64) error {
	if err := l.reader.MarkEnds(ctx); err != nil {
		return err
	}
	l.caughtUp = false
	workers := l.partitionWorkers.Create(resume)
	if err := l.seek(workers); err != nil {
		return err
	}
	l.workers = workers
	return nil
}

// seek continues at the next record of each worker.
func (l *loop) seek(workers map[int32]*worker.Partition) error {
	positions := map[int32]int64{}
	for partition, one := range workers {
		positions[partition] = one.Next()
	}
	return l.reader.Seek(positions)
}

func (l *loop) handle(ctx context.Context, polled broker.Polled) error {
	again := map[int32]bool{}
	for i := range polled.Records {
		record := &polled.Records[i]
		one := l.workers[record.Partition]
		if one == nil || again[record.Partition] || record.Offset < one.Next() {
			continue
		}
		goesOn, err := one.Handle(record)
		if err != nil {
			return err
		}
		again[record.Partition] = !goesOn
	}
	l.reader.Take(polled)
	anyAgain := polled.Err != nil
	for _, one := range again {
		anyAgain = anyAgain || one
	}
	if polled.Err != nil {
		if err := l.recover(ctx, polled.Err); err != nil {
			return err
		}
	} else if l.retries.Failing() && !l.reader.RecoveryMarked() {
		if err := l.reader.MarkRecovery(ctx); err != nil {
			return l.wait(ctx, err)
		}
	} else if l.retries.Failing() && l.reader.HasRecovered() {
		l.retries.Succeeded()
	}
	if anyAgain {
		return l.seek(l.workers)
	}
	return l.rebuildIfIsolated(ctx)
}

// recover waits, and notes where the log ends then: it works again when all before that has been read.
func (l *loop) recover(ctx context.Context, failure error) error {
	if err := l.wait(ctx, failure); err != nil {
		return err
	}
	if err := l.reader.MarkRecovery(ctx); err != nil {
		logline.Repeated("business_log_unavailable", err, "action", "retry")
	}
	return nil
}

func (l *loop) rebuildIfIsolated(ctx context.Context) error {
	l.caughtUp = l.caughtUp || l.reader.HasReachedEnds()
	if !l.rejoin.MustRebuild(l.partitionWorkers.Isolation(l.workers), l.caughtUp, l.clock()) {
		return nil
	}
	logline.Warn("isolated", "action", "rebuild_all_partitions")
	resume := map[int32]int64{}
	for partition, one := range l.workers {
		resume[partition] = one.ResumeFrom()
	}
	for ctx.Err() == nil {
		err := l.begin(ctx, resume)
		if err == nil {
			break
		}
		if err := l.wait(ctx, err); err != nil {
			return err
		}
	}
	return nil
}

func (l *loop) write(now int64) error {
	l.writer.Tend(now)
	if l.pace.Wait(now) == 0 {
		l.drain(now)
	}
	return l.writeDue(now)
}

// drain writes what is to be written, and lets quiet partitions join, so that they need no flush of their own.
func (l *loop) drain(now int64) {
	flushed, answers := l.drainReady((*worker.Partition).Drain, now)
	if flushed {
		l.drainReady((*worker.Partition).Join, now)
		l.pace.Flushed(now, answers)
	}
}

// drainReady drains the partitions that have no batch in flight: a slow broker holds up its own only.
func (l *loop) drainReady(drain func(*worker.Partition, int64) []worker.Batch, now int64) (flushed bool, answers int) {
	for partition, one := range l.workers {
		if l.writer.InFlight(partition) >= maxInFlight {
			continue
		}
		batches := drain(one, now)
		for _, batch := range batches {
			flushed = true
			answers += len(batch.Items)
		}
		for _, outgoing := range l.faults.Outgoing(batches) {
			l.outbox.Add(now+outgoing.Delay, partition, outgoing.Batch)
		}
	}
	return flushed, answers
}

// writeDue signs all batches that are due before it writes the first, so that the producer finds them together and sends each
// broker one request.
func (l *loop) writeDue(now int64) error {
	due := l.outbox.Due(now)
	values := make([][]byte, len(due))
	for i, queued := range due {
		value, err := l.signer.SignBatch(queued.Partition, queued.Batch)
		if err != nil {
			return err
		}
		values[i] = value
	}
	for i, queued := range due {
		l.writer.Write(queued.Partition, values[i], queued.Batch.ResumeFrom)
	}
	return nil
}

func (l *loop) rememberSometimes() {
	if now := l.clock(); now-l.rememberedAt >= rememberEveryMs {
		l.rememberedAt = now
		l.reader.Remember(l.writer.Acknowledged())
	}
}

func (l *loop) holdBack() {
	full, backlog := map[int32]bool{}, 0
	for partition, one := range l.workers {
		backlog += one.Backlog()
		full[partition] = one.Backlog() > maxBacklogBytes
	}
	metrics.BacklogBytes.Store(int64(backlog))
	l.reader.HoldBack(full)
}

// finish writes the answers at hand, waits for the acknowledgements and commits them.
func (l *loop) finish() error {
	l.healthy.Store(false)
	if l.polling {
		<-l.polls
	}
	if len(l.workers) == 0 {
		return nil
	}
	l.writer.Flush()
	now := l.clock()
	l.writer.Tend(now)
	l.drain(now)
	if err := l.writeDue(1<<63 - 1); err != nil {
		return err
	}
	l.writer.Flush()
	l.reader.RememberNow(l.writer.Acknowledged())
	return nil
}
