package broker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"tribunal/internal/logline"
	"tribunal/internal/model"
	"tribunal/internal/wire"
)

const (
	patience       = 5 * time.Second
	pollWait       = 500 * time.Millisecond
	maxPollRecords = 1000
	// Kafka forgets a group that has committed nothing for days, and a quiet partition has nothing new to commit.
	remindEvery = time.Hour
)

// Reader reads every partition of business-log, and remembers in Kafka how far it has been answered. For one goroutine, but
// for Poll, beside which nothing else but Remember may be called.
type Reader struct {
	options          []kgo.Opt
	topic            string
	group            string
	client           *kgo.Client
	admin            *kadm.Client
	consumer         *kgo.Client
	positions        map[int32]int64
	ends             map[int32]int64
	endsAfterFailure map[int32]int64
	recoveryMarked   bool
	paused           map[int32]bool
	lock             sync.Mutex // of committed
	committed        map[int32]int64
	commits          chan struct{} // holds a token while a commit is under way
	reminded         time.Time
}

// NewReader does not connect yet. The group is only a name under which offsets are kept: partitions are assigned by hand.
func NewReader(options []kgo.Opt, topic, group string) (*Reader, error) {
	client, err := kgo.NewClient(options...)
	if err != nil {
		return nil, err
	}
	return &Reader{options: options, topic: topic, group: group, client: client, admin: kadm.NewClient(client),
		positions: map[int32]int64{}, paused: map[int32]bool{}, committed: map[int32]int64{},
		commits: make(chan struct{}, 1)}, nil
}

// Open returns, by partition, the offset up to which an earlier run has answered; empty when there is no such topic yet.
func (r *Reader) Open(ctx context.Context) (map[int32]int64, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	topics, err := r.admin.ListTopics(ctx, r.topic)
	if err != nil {
		return nil, err
	}
	found, err := r.admin.FetchOffsets(ctx, r.group)
	if err == nil {
		err = found.Error()
	}
	if err != nil && !errors.Is(err, kerr.GroupIDNotFound) { // of a first run
		return nil, err
	}
	resume := map[int32]int64{}
	for _, partition := range topics[r.topic].Partitions.Numbers() {
		resume[partition] = 0
		if committed, ok := found.Lookup(r.topic, partition); ok && committed.At > 0 {
			resume[partition] = committed.At
		}
		r.lock.Lock()
		r.committed[partition] = resume[partition]
		r.lock.Unlock()
	}
	return resume, nil
}

// MarkEnds remembers where the log ends now.
func (r *Reader) MarkEnds(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	ends, err := endsOf(ctx, r.admin, r.topic)
	r.ends = ends
	return err
}

func endsOf(ctx context.Context, admin *kadm.Client, topic string) (map[int32]int64, error) {
	listed, err := admin.ListCommittedOffsets(ctx, topic)
	if err != nil {
		return nil, err
	}
	if err := listed.Error(); err != nil {
		return nil, err
	}
	ends := map[int32]int64{}
	listed.Each(func(end kadm.ListedOffset) { ends[end.Partition] = end.Offset })
	return ends, nil
}

// MarkRecovery remembers where the log ends now, after a failure.
func (r *Reader) MarkRecovery(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	ends, err := endsOf(ctx, r.admin, r.topic)
	r.endsAfterFailure, r.recoveryMarked = ends, err == nil
	return err
}

// RecoveryMarked reports whether the last MarkRecovery was answered.
func (r *Reader) RecoveryMarked() bool { return r.recoveryMarked }

// HasRecovered reports whether all records before the ends of MarkRecovery have been delivered.
func (r *Reader) HasRecovered() bool { return r.recoveryMarked && r.hasReached(r.endsAfterFailure) }

// HasReachedEnds reports whether all records before the marked ends have been delivered.
func (r *Reader) HasReachedEnds() bool { return r.hasReached(r.ends) }

func (r *Reader) hasReached(ends map[int32]int64) bool {
	for partition, end := range ends {
		if r.positions[partition] < end {
			return false
		}
	}
	return true
}

// Seek continues at those offsets, in all partitions, with a fresh consumer: records fetched before are not delivered.
func (r *Reader) Seek(positions map[int32]int64) error {
	if r.consumer != nil {
		r.consumer.Close()
		r.consumer = nil
	}
	offsets := map[int32]kgo.Offset{}
	for partition, position := range positions {
		offsets[partition] = kgo.NewOffset().At(position)
		r.positions[partition] = position
	}
	consumer, err := kgo.NewClient(append(r.options[:len(r.options):len(r.options)],
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{r.topic: offsets}),
		kgo.ConsumeResetOffset(kgo.NoResetOffset()),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		kgo.KeepControlRecords(),
		kgo.FetchMaxWait(500*time.Millisecond),
		kgo.FetchMinBytes(1),
		kgo.FetchMaxBytes(8<<20),
		kgo.FetchMaxPartitionBytes(2<<20),
	)...)
	r.consumer = consumer
	r.paused = map[int32]bool{}
	return err
}

// Polled is the result of one poll: records in offset order within each partition.
type Polled struct {
	Records []model.BusinessRecord
	Err     error
	offsets map[int32]int64
}

// Poll waits a little for records; none when there are none within the time.
func (r *Reader) Poll(ctx context.Context) Polled {
	ctx, cancel := context.WithTimeout(ctx, pollWait)
	defer cancel()
	fetches := r.consumer.PollRecords(ctx, maxPollRecords)
	polled := Polled{offsets: map[int32]int64{}}
	fetches.EachError(func(_ string, partition int32, err error) {
		if !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled) {
			polled.Err = fmt.Errorf("%s-%d@%d: %w", r.topic, partition, r.positions[partition], err)
		}
	})
	fetches.EachRecord(func(record *kgo.Record) {
		polled.offsets[record.Partition] = record.Offset + 1
		if !record.Attrs.IsControl() {
			polled.Records = append(polled.Records, wire.Business(record.Partition, record.Offset,
				record.Timestamp.UnixMilli(), isStamped(record), record.Value))
		}
	})
	return polled
}

// Take marks the records of a poll as delivered.
func (r *Reader) Take(polled Polled) {
	for partition, next := range polled.offsets {
		r.positions[partition] = next
	}
}

const logAppendTime = 1

func isStamped(record *kgo.Record) bool { return record.Attrs.TimestampType() == logAppendTime }

// HoldBack fetches from all partitions but these.
func (r *Reader) HoldBack(full map[int32]bool) {
	for partition := range r.positions {
		switch name := map[string][]int32{r.topic: {partition}}; {
		case full[partition] && !r.paused[partition]:
			r.consumer.PauseFetchPartitions(name)
		case !full[partition] && r.paused[partition]:
			r.consumer.ResumeFetchPartitions(name)
		}
		r.paused[partition] = full[partition]
	}
}

// Remember commits what has changed, once an hour everything, without waiting; when a commit is still under way or fails the
// next call covers it.
func (r *Reader) Remember(answered map[int32]int64) {
	due := r.newer(answered)
	if now := time.Now(); now.Sub(r.reminded) >= remindEvery {
		r.reminded = now
		due = r.withCommitted(due)
	}
	if len(due) == 0 {
		return
	}
	select {
	case r.commits <- struct{}{}:
	default:
		return
	}
	go func() {
		defer func() { <-r.commits }()
		if err := r.commit(due); err != nil {
			logline.Repeated("commit_failed", err, "action", "next_one_covers_it")
		}
	}()
}

// newer returns the offsets above the committed ones: a commit never moves back.
func (r *Reader) newer(answered map[int32]int64) map[int32]int64 {
	r.lock.Lock()
	defer r.lock.Unlock()
	newer := map[int32]int64{}
	for partition, offset := range answered {
		if offset > r.committed[partition] {
			newer[partition] = offset
		}
	}
	return newer
}

func (r *Reader) withCommitted(due map[int32]int64) map[int32]int64 {
	r.lock.Lock()
	defer r.lock.Unlock()
	for partition, offset := range r.committed {
		if _, known := due[partition]; !known && offset > 0 {
			due[partition] = offset
		}
	}
	return due
}

// RememberNow commits, waits for the result, and logs a failure.
func (r *Reader) RememberNow(answered map[int32]int64) {
	r.commits <- struct{}{}
	due := r.newer(answered)
	if len(due) == 0 {
		return
	}
	if err := r.commit(due); err != nil {
		logline.Warn("commit_failed", "error", err, "note", "some answers will be repeated after the restart")
	}
}

func (r *Reader) commit(due map[int32]int64) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	offsets := kadm.Offsets{}
	for partition, offset := range due {
		offsets.AddOffset(r.topic, partition, offset, -1)
	}
	responses, err := r.admin.CommitOffsets(ctx, r.group, offsets)
	if err == nil {
		err = responses.Error()
	}
	if err != nil {
		return err
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	for partition, offset := range due {
		r.committed[partition] = max(offset, r.committed[partition])
	}
	return nil
}

// Close lets go of all connections.
func (r *Reader) Close() {
	if r.consumer != nil {
		r.consumer.Close()
	}
	r.client.Close()
}
