package broker

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"tribunal/internal/logline"
	"tribunal/internal/metrics"
)

const (
	// stuckMs: batches without an acknowledgement for so long show that the topic or its brokers are gone.
	stuckMs        = 30_000
	produceTimeout = 3 * time.Second
	closePatience  = 5 * time.Second
)

// Writer writes signed batches to response-log in order and keeps each until it is acknowledged. When the producer gives one
// up, a new producer writes all that is kept once more: repeats are possible, gaps are not. For one goroutine.
type Writer struct {
	topic        string
	key          []byte
	options      []kgo.Opt
	kept         map[int32][]*kept
	acknowledged map[int32]int64
	attempt      *attempt
	retryAt      int64
	retries      Retries
	progressAt   int64
	stuck        atomic.Bool
	acks         chan struct{}
}

type kept struct {
	partition  int32
	value      []byte
	resumeFrom int64
	written    atomic.Bool
}

// attempt is one producer's life.
type attempt struct {
	producer *kgo.Client
	failure  atomic.Pointer[error]
}

// NewWriter does not connect yet.
func NewWriter(options []kgo.Opt, topic, executorID string) *Writer {
	return &Writer{topic: topic, key: []byte(executorID), kept: map[int32][]*kept{}, acknowledged: map[int32]int64{},
		acks: make(chan struct{}, 1), retries: Retries{Event: "response_write_failed"},
		options: append(options[:len(options):len(options)],
			kgo.RecordPartitioner(kgo.ManualPartitioner()),
			kgo.ProducerBatchCompression(kgo.NoCompression()),
			kgo.ProducerLinger(0),
			kgo.ProduceRequestTimeout(produceTimeout),
			kgo.UnknownTopicRetries(-1),
			kgo.RequiredAcks(kgo.AllISRAcks()),
		)}
}

// Acks signals that a write was acknowledged or has failed: then Tend is due.
func (w *Writer) Acks() <-chan struct{} { return w.acks }

// Write queues a value; Acknowledged returns resumeFrom once it is written.
func (w *Writer) Write(partition int32, value []byte, resumeFrom int64) {
	batch := &kept{partition: partition, value: value, resumeFrom: resumeFrom}
	w.kept[partition] = append(w.kept[partition], batch)
	metrics.Batches.Add(1)
	if w.attempt != nil {
		w.send(w.attempt, batch)
	}
}

// Tend releases acknowledged batches and starts over after a failure; call it often. now is ms of a clock that only goes
// forward.
func (w *Writer) Tend(now int64) {
	w.noteProgress(w.release(), now)
	if w.attempt != nil && w.attempt.failure.Load() != nil {
		w.giveUp(now)
	}
	if w.attempt != nil || now < w.retryAt {
		return
	}
	producer, err := kgo.NewClient(w.options...)
	if err != nil {
		w.pause(err, now)
		return
	}
	w.attempt = &attempt{producer: producer}
	for _, batches := range w.kept {
		for _, batch := range batches {
			w.send(w.attempt, batch)
		}
	}
}

func (w *Writer) noteProgress(released bool, now int64) {
	waiting := false
	for _, batches := range w.kept {
		waiting = waiting || len(batches) > 0
	}
	if released {
		w.retries.Succeeded()
	}
	if released || !waiting {
		w.progressAt = now
	}
	w.stuck.Store(now-w.progressAt > stuckMs)
}

// Failing reports whether writing fails, or nothing is acknowledged any more; any goroutine may ask.
func (w *Writer) Failing() bool { return w.stuck.Load() || w.retries.Failing() }

// pause lets the next attempt wait; batches are kept however long the log stays damaged.
func (w *Writer) pause(failure error, now int64) {
	wait, err := w.retries.Failed(failure)
	if err != nil {
		wait = longestPause
	}
	w.retryAt = now + wait.Milliseconds()
}

func (w *Writer) giveUp(now int64) {
	failure := *w.attempt.failure.Load()
	metrics.WriteFailures.Add(1)
	w.attempt.producer.Close()
	w.release()
	w.attempt = nil
	w.pause(failure, now)
}

func (w *Writer) send(current *attempt, batch *kept) {
	if batch.written.Load() || current.failure.Load() != nil {
		return
	}
	record := &kgo.Record{Topic: w.topic, Partition: batch.partition, Key: w.key, Value: batch.value}
	current.producer.Produce(context.Background(), record, func(_ *kgo.Record, err error) {
		if err == nil {
			batch.written.Store(true)
		} else {
			current.failure.CompareAndSwap(nil, &err)
		}
		select {
		case w.acks <- struct{}{}:
		default:
		}
	})
}

// release lets a batch count once all before it in its partition do; it returns whether any does now.
func (w *Writer) release() (released bool) {
	for partition, batches := range w.kept {
		done := 0
		for done < len(batches) && batches[done].written.Load() {
			w.acknowledged[partition] = max(w.acknowledged[partition], batches[done].resumeFrom)
			batches[done] = nil
			done++
			released = true
		}
		w.kept[partition] = batches[done:]
	}
	return released
}

// Acknowledged returns, by partition, the business offset from which to answer after a restart.
func (w *Writer) Acknowledged() map[int32]int64 { return w.acknowledged }

// InFlight is how many batches of a partition are not yet acknowledged.
func (w *Writer) InFlight(partition int32) int { return len(w.kept[partition]) }

// Flush waits for acknowledgements, for some seconds at most.
func (w *Writer) Flush() {
	if w.attempt == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), closePatience)
	defer cancel()
	if err := w.attempt.producer.Flush(ctx); err != nil {
		logline.Warn("flush_failed", "error", err)
	}
	w.release()
}

// Close lets go of all connections.
func (w *Writer) Close() {
	if w.attempt != nil {
		w.attempt.producer.Close()
	}
}
