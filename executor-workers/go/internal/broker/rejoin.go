package broker

import (
	"context"

	"github.com/twmb/franz-go/pkg/kgo"

	"tribunal/internal/wire"
)

func (r *Rejoins) write(isolation int64) error {
	value, err := wire.Rejoin(r.SchemaID, r.Own.Record(isolation))
	if err != nil {
		return err
	}
	producer, err := kgo.NewClient(append(r.Options[:len(r.Options):len(r.Options)],
		kgo.RecordPartitioner(kgo.ManualPartitioner()), kgo.ProducerBatchCompression(kgo.NoCompression()),
		kgo.ProducerLinger(0))...)
	if err != nil {
		return err
	}
	defer producer.Close()
	ctx, cancel := context.WithTimeout(context.Background(), scanPatience)
	defer cancel()
	return producer.ProduceSync(ctx, &kgo.Record{Topic: r.Topic, Value: value}).FirstErr()
}
