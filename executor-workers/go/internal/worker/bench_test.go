package worker

import (
	"testing"
	"time"

	"tribunal/internal/golden"
	"tribunal/internal/wire"
)

// BenchmarkRequests does all that an executor does on one core between fetching records and producing batches: decode,
// admit, execute, keep the state, encode, sign. It prints requests/s; run it with GOMAXPROCS=1.
func BenchmarkRequests(b *testing.B) {
	for name, batchSize := range map[string]int{"batch-signed-64": 64, "signed-singly": 1} {
		b.Run(name, func(b *testing.B) { benchmark(b, batchSize) })
	}
}

func benchmark(b *testing.B, batchSize int) {
	const count, poll = 20_000, 500
	log := golden.Load(b)
	values := log.Requests(b, count, batchSize, log.AppendTime)
	signer := Signer{Deployment: log.Deployment, ExecutorID: "e1", Key: golden.Key("e1")}
	b.ResetTimer()
	var spent time.Duration
	for range b.N {
		started := time.Now()
		one := newWorker(log, 0)
		if _, err := one.Handle(&log.Records[0]); err != nil {
			b.Fatal(err)
		}
		answered := 0
		for i, value := range values {
			record := wire.Business(log.Partition, int64(i+1), log.AppendTime, true, value)
			if _, err := one.Handle(&record); err != nil {
				b.Fatal(err)
			}
			if i%poll == poll-1 {
				for _, batch := range one.Drain(int64(i)) {
					answered += len(batch.Items)
					if _, err := signer.SignBatch(log.Partition, batch); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
		spent += time.Since(started)
		if answered != count {
			b.Fatalf("%d of %d answered", answered, count)
		}
	}
	b.ReportMetric(float64(count)*float64(b.N)/spent.Seconds(), "requests/s")
}
