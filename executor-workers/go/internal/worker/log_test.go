package worker

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"testing"

	"tribunal/accounts"
	"tribunal/internal/admission"
	"tribunal/internal/digest"
	"tribunal/internal/model"
	"tribunal/internal/recovery"
	"tribunal/internal/signing"
	"tribunal/internal/vectors"
	"tribunal/internal/wire"
)

// goldenLog is the business-log of admission.json.
type goldenLog struct {
	deployment digest.Hash
	partition  int32
	appendTime int64
	records    []model.BusinessRecord
	admitted   []int64
}

func loadLog(t testing.TB) goldenLog {
	var file struct {
		Deployment string
		Partition  int32
		Cases      []struct {
			Offset, AppendTime int64
			LogAppendTime      bool
			Value              *string
			Expected           map[string]any
		}
	}
	vectors.Load(t, "admission.json", &file)
	deployment, err := digest.Parse(file.Deployment)
	if err != nil {
		t.Fatal(err)
	}
	log := goldenLog{deployment: deployment, partition: file.Partition}
	for _, one := range file.Cases {
		var value []byte
		if one.Value != nil {
			value, _ = hex.DecodeString(*one.Value)
		}
		log.appendTime = one.AppendTime
		log.records = append(log.records, wire.Business(file.Partition, one.Offset, one.AppendTime, one.LogAppendTime, value))
		if one.Expected["decision"] == "ADMITTED" {
			log.admitted = append(log.admitted, one.Offset)
		}
	}
	return log
}

func (g goldenLog) workforce() *Workforce {
	return &Workforce{Deployment: g.deployment, ExecutorID: "e1", Service: accounts.Execute,
		Find: func(map[int32]int64) map[int32]*recovery.Foundation { return nil }}
}

func (g goldenLog) hire(resumeFrom int64) *Partition {
	return g.workforce().Hire(map[int32]int64{g.partition: resumeFrom})[g.partition]
}

// requests makes so many requests, signed in batches of that size, with a genesis before them.
func (g goldenLog) requests(t testing.TB, count, batchSize int) [][]byte {
	seed := sha256.Sum256([]byte("tribunal test key client"))
	key, err := signing.KeyFromSeed(seed[:])
	if err != nil {
		t.Fatal(err)
	}
	ledger := g.ledger()
	var payloads [][]byte
	for i := range count {
		body := fmt.Sprintf(`{"account":"a%d","overdraft":"unlimited"}`, i%500)
		operation := "OPEN"
		if i >= 500 {
			operation = "TRANSFER"
			body = fmt.Sprintf(`{"amount":"%d.%02d","from":"a%d","to":"a%d"}`, i%97+1, i%100, i%500, (i+7)%500)
		}
		payload, err := wire.Request(&model.Request{Deployment: g.deployment, RequestID: [16]byte{byte(i), byte(i >> 8), byte(i >> 16)},
			ClientID: "teller", Sequence: int64(i), NotAfter: g.appendTime + 60_000, ShardKey: ledger, Operation: operation,
			ContentType: "application/json", Body: []byte(body)})
		if err != nil {
			t.Fatal(err)
		}
		payloads = append(payloads, payload)
	}
	var values [][]byte
	for len(payloads) > 0 {
		size := min(batchSize, len(payloads))
		values = append(values, sealed(t, key, payloads[:size])...)
		payloads = payloads[size:]
	}
	return values
}

func (g goldenLog) ledger() string {
	partitions := g.records[0].Entry.Content.(*model.Genesis).Partitions
	for i := 0; ; i++ {
		if name := fmt.Sprint("ledger-", i); admission.PartitionOf(name, partitions) == g.partition {
			return name
		}
	}
}

// sealed signs payloads under one root.
func sealed(t testing.TB, key signing.Key, payloads [][]byte) [][]byte {
	levels := [][]digest.Hash{{}}
	for _, payload := range payloads {
		levels[0] = append(levels[0], signing.LeafHash(model.RequestType, payload))
	}
	for top := levels[0]; len(top) > 1; {
		var parents []digest.Hash
		for i := 0; i < len(top); i += 2 {
			parents = append(parents, signing.Root(top[i:min(i+2, len(top))]))
		}
		levels, top = append(levels, parents), parents
	}
	root := levels[len(levels)-1][0]
	signature := key.Sign(signing.BatchRootMessage(int32(len(payloads)), root))
	var values [][]byte
	for i, payload := range payloads {
		proof := &signing.BatchProof{LeafIndex: int32(i), TreeSize: int32(len(payloads))}
		for level, index := 0, i; level < len(levels); level, index = level+1, index/2 {
			if sibling := index ^ 1; sibling < len(levels[level]) {
				proof.Path = append(proof.Path, levels[level][sibling])
			}
		}
		value, err := wire.Envelope(0, &signing.Envelope{PayloadType: model.RequestType, Payload: payload, KeyID: key.ID(),
			Signature: signature, Batch: proof})
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, value)
	}
	return values
}

func dump(t testing.TB, value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
