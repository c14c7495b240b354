package broker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"tribunal/internal/model"
	"tribunal/internal/wire"
)

const scanPatience = 15 * time.Second

// Scan reads the one partition of a topic to where it ends now, committed records only.
func Scan(options []kgo.Opt, topic string, take func(*kgo.Record)) error {
	ctx, cancel := context.WithTimeout(context.Background(), scanPatience)
	defer cancel()
	reader, err := newPlaceReader(options, topic, 0)
	if err != nil {
		return err
	}
	defer reader.Close()
	admin := kadm.NewClient(reader.client)
	ends, err := endsOf(ctx, admin, topic)
	if err != nil {
		return err
	}
	begins, err := admin.ListStartOffsets(ctx, topic)
	if err != nil {
		return err
	}
	begin, _ := begins.Lookup(topic, 0)
	reader.seek(begin.Offset)
	for reader.position < ends[0] {
		if err := reader.poll(func(record *kgo.Record) {
			if !record.Attrs.IsControl() {
				take(record)
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

// PlaceReader reads single records of one partition back.
type PlaceReader struct {
	client    *kgo.Client
	topic     string
	partition int32
	position  int64
	assigned  bool
	options   []kgo.Opt
}

// NewPlaceReader reads a partition of business-log.
func NewPlaceReader(options []kgo.Opt, topic string, partition int32) (*PlaceReader, error) {
	return newPlaceReader(options, topic, partition)
}

func newPlaceReader(options []kgo.Opt, topic string, partition int32) (*PlaceReader, error) {
	all := append(options[:len(options):len(options)],
		kgo.ConsumePartitions(map[string]map[int32]kgo.Offset{}),
		kgo.ConsumeResetOffset(kgo.NoResetOffset()),
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		kgo.KeepControlRecords(),
		kgo.FetchMaxWait(100*time.Millisecond),
		kgo.FetchMaxPartitionBytes(2<<20),
	)
	client, err := kgo.NewClient(all...)
	return &PlaceReader{client: client, topic: topic, partition: partition, options: all}, err
}

// seek continues at an offset; with a fresh client unless it has read nothing yet.
func (p *PlaceReader) seek(offset int64) {
	if p.assigned {
		p.client.Close()
		if client, err := kgo.NewClient(p.options...); err == nil {
			p.client = client
		}
	}
	p.client.AddConsumePartitions(map[string]map[int32]kgo.Offset{
		p.topic: {p.partition: kgo.NewOffset().At(offset)}})
	p.assigned, p.position = true, offset
}

// poll returns the next records; an error when none arrive for a while.
func (p *PlaceReader) poll(take func(*kgo.Record)) error {
	ctx, cancel := context.WithTimeout(context.Background(), scanPatience)
	defer cancel()
	fetches := p.client.PollRecords(ctx, maxPollRecords)
	if err := fetches.Err(); err != nil {
		return fmt.Errorf("%s does not deliver its records: %w", p.topic, err)
	}
	fetches.EachRecord(func(record *kgo.Record) {
		p.position = record.Offset + 1
		take(record)
	})
	return nil
}

const readOn = 2000

// At returns the record at an offset that the log is known to reach. For a near, higher offset it reads on.
func (p *PlaceReader) At(offset int64) (model.BusinessRecord, error) {
	found := model.BusinessRecord{Partition: -1}
	if !p.assigned || offset < p.position || offset > p.position+readOn {
		p.seek(offset)
	}
	for p.position <= offset {
		if err := p.poll(func(record *kgo.Record) {
			if record.Offset == offset && !record.Attrs.IsControl() {
				found = wire.Business(p.partition, record.Offset, record.Timestamp.UnixMilli(), isStamped(record), record.Value)
			}
		}); err != nil {
			return found, err
		}
	}
	if found.Partition < 0 {
		return found, errors.New("not in the log any more")
	}
	return found, nil
}

// Close lets go of all connections.
func (p *PlaceReader) Close() { p.client.Close() }
