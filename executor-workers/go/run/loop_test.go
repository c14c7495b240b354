package run

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/binary"
	"encoding/pem"
	"hash/crc32"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/kmsg"

	"tribunal/accounts"
	"tribunal/internal/broker"
	"tribunal/internal/config"
	"tribunal/internal/golden"
	"tribunal/internal/model"
	"tribunal/internal/wire"
)

const (
	businessLog = "tribunal.business-log"
	responseLog = "tribunal.response-log"
	group       = "tribunal.executor.e1"
	patience    = 30 * time.Second
)

// deployment is a fake broker with the golden genesis in every partition, and an executor's settings for it.
type deployment struct {
	t        *testing.T
	log      golden.Log
	cluster  *kfake.Cluster
	client   *kgo.Client
	settings *config.Config
}

func deploy(t *testing.T) *deployment {
	log := golden.Load(t)
	partitions := log.Records[0].Entry.Content.(*model.Genesis).Partitions
	cluster, err := kfake.NewCluster(kfake.NumBrokers(1), kfake.SeedTopics(partitions, businessLog, responseLog))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	cluster.ControlKey(int16(kmsg.Produce), func(request kmsg.Request) (kmsg.Response, error, bool) {
		cluster.KeepControl()
		stamp(request.(*kmsg.ProduceRequest))
		return nil, nil, false
	})
	client, err := kgo.NewClient(kgo.SeedBrokers(cluster.ListenAddrs()...), kgo.RecordPartitioner(kgo.ManualPartitioner()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	d := &deployment{t: t, log: log, cluster: cluster, client: client, settings: &config.Config{
		BootstrapServers: cluster.ListenAddrs(), Namespace: "tribunal", Deployment: log.Deployment, KeyFile: keyFile(t),
		ExecutorID: "e1", Kafka: map[string]string{}}}
	for partition := range partitions {
		d.append(partition, log.Values[0])
	}
	return d
}

// stamp asks for LogAppendTime batch by batch, since the fake broker does not know the topic's setting.
func stamp(request *kmsg.ProduceRequest) {
	const crc, attributes, appendTime = 17, 21, 0x08
	for _, topic := range request.Topics {
		for _, partition := range topic.Partitions {
			batch := partition.Records
			batch[attributes+1] |= appendTime
			binary.BigEndian.PutUint32(batch[crc:], crc32.Checksum(batch[attributes:], crc32.MakeTable(crc32.Castagnoli)))
		}
	}
}

func keyFile(t *testing.T) string {
	seed := sha256.Sum256([]byte("tribunal test key e1"))
	encoded, err := x509.MarshalPKCS8PrivateKey(ed25519.NewKeyFromSeed(seed[:]))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "e1.pem")
	if err := os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func (d *deployment) append(partition int32, values ...[]byte) {
	for _, value := range values {
		record := &kgo.Record{Topic: businessLog, Partition: partition, Value: value}
		if err := d.client.ProduceSync(context.Background(), record).FirstErr(); err != nil {
			d.t.Fatal(err)
		}
	}
}

// start runs an executor; the function that it returns stops it in an orderly way.
func (d *deployment) start() func() {
	clients, err := broker.Options(d.settings)
	if err != nil {
		d.t.Fatal(err)
	}
	// the fake broker stamps batches without making their checksum anew
	l, err := wired(d.settings, accounts.Execute, append(clients, kgo.DisableFetchCRCValidation()))
	if err != nil {
		d.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- l.run(ctx) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			d.t.Fatal(err)
		}
	}
}

// answers reads response-log until the partition's entries are answered through an offset; every answer to each.
func (d *deployment) answers(through int64) map[int64][][]byte {
	reader, err := kgo.NewClient(kgo.SeedBrokers(d.cluster.ListenAddrs()...), kgo.ConsumeTopics(responseLog),
		kgo.DisableFetchCRCValidation())
	if err != nil {
		d.t.Fatal(err)
	}
	defer reader.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	answers := map[int64][][]byte{}
	processedTo := int64(-1)
	for ctx.Err() == nil && processedTo < through {
		reader.PollFetches(ctx).EachRecord(func(record *kgo.Record) {
			header, responses, err := wire.ReadResponseBatch(record.Value)
			if err != nil || header.Partition != record.Partition || string(record.Key) != "e1" {
				d.t.Errorf("%d@%d: %+v, %v", record.Partition, record.Offset, header, err)
				return
			}
			if record.Partition != d.log.Partition {
				return
			}
			processedTo = header.ProcessedTo
			for _, encoded := range responses {
				response, err := wire.ReadResponse(encoded)
				if err != nil {
					d.t.Fatal(err)
				}
				answers[response.BusinessOffset] = append(answers[response.BusinessOffset], encoded)
			}
		})
	}
	if processedTo < through {
		d.t.Fatalf("processed to %d of %d", processedTo, through)
	}
	return answers
}

// expect requires that offsets 1 to last are answered, each with the same bytes every time, and those above once more only
// where wanted.
func expect(t *testing.T, answers map[int64][][]byte, last int64, times func(offset int64) int) {
	t.Helper()
	for offset := int64(1); offset <= last; offset++ {
		if got := len(answers[offset]); got != times(offset) {
			t.Errorf("%d is answered %d times, not %d", offset, got, times(offset))
		}
		for _, again := range answers[offset] {
			if !bytes.Equal(again, answers[offset][0]) {
				t.Errorf("%d is answered in two ways", offset)
			}
		}
	}
	if int64(len(answers)) != last {
		t.Errorf("%d entries are answered, not %d", len(answers), last)
	}
}

func once(int64) int { return 1 }

func TestRestartsOverKafka(t *testing.T) {
	d := deploy(t)
	requests := d.log.Requests(t, 600, 50, time.Now().UnixMilli())

	stop := d.start()
	d.append(d.log.Partition, requests[:400]...)
	expect(t, d.answers(400), 400, once)
	stop()

	d.append(d.log.Partition, requests[400:]...)
	stop = d.start()
	expect(t, d.answers(600), 600, once)
	stop()

	// what a crash before the last commits would leave behind
	offsets := kadm.Offsets{}
	offsets.AddOffset(businessLog, d.log.Partition, 250, -1)
	if err := kadm.NewClient(d.client).CommitAllOffsets(context.Background(), group, offsets); err != nil {
		t.Fatal(err)
	}
	stop = d.start()
	d.append(d.log.Partition, d.log.Values[0]) // is rejected, and announced by an empty batch
	defer stop()
	expect(t, d.answers(601), 600, func(offset int64) int {
		if offset >= 250 {
			return 2
		}
		return 1
	})
}

// TestRefusedWrites makes the broker refuse batches permanently: they are written again, all of them, in order.
func TestRefusedWrites(t *testing.T) {
	d := deploy(t)
	var refusals atomic.Int32
	d.cluster.ControlKey(int16(kmsg.Produce), func(request kmsg.Request) (kmsg.Response, error, bool) {
		d.cluster.KeepControl()
		produce := request.(*kmsg.ProduceRequest)
		if len(produce.Topics) != 1 || !isResponseLog(d, produce) || refusals.Add(1)%3 != 1 || refusals.Load() > 9 {
			return nil, nil, false
		}
		return refusal(produce), nil, true
	})
	stop := d.start()
	defer stop()
	d.append(d.log.Partition, d.log.Requests(t, 200, 20, time.Now().UnixMilli())...)
	answers := d.answers(200)
	if refusals.Load() == 0 {
		t.Fatal("nothing was refused")
	}
	for offset := int64(1); offset <= 200; offset++ {
		if len(answers[offset]) == 0 {
			t.Errorf("%d is not answered", offset)
		}
	}
}

func isResponseLog(d *deployment, produce *kmsg.ProduceRequest) bool {
	info := d.cluster.TopicInfo(responseLog)
	return produce.Topics[0].Topic == responseLog || info != nil && produce.Topics[0].TopicID == info.TopicID
}

func refusal(produce *kmsg.ProduceRequest) kmsg.Response {
	response := produce.ResponseKind().(*kmsg.ProduceResponse)
	for _, topic := range produce.Topics {
		refused := kmsg.NewProduceResponseTopic()
		refused.Topic, refused.TopicID = topic.Topic, topic.TopicID
		for _, partition := range topic.Partitions {
			one := kmsg.NewProduceResponseTopicPartition()
			one.Partition, one.ErrorCode = partition.Partition, kerr.InvalidRecord.Code
			refused.Partitions = append(refused.Partitions, one)
		}
		response.Topics = append(response.Topics, refused)
	}
	return response
}
