// Package golden has a partition's business-log out of the test vectors, and makes more requests for it. For tests.
package golden

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"tribunal/internal/admission"
	"tribunal/internal/digest"
	"tribunal/internal/model"
	"tribunal/internal/signing"
	"tribunal/internal/vectors"
	"tribunal/internal/wire"
)

// Log is the business-log of admission.json. Values are those of its records, Admitted the offsets of what is admitted.
type Log struct {
	Deployment digest.Hash
	Partition  int32
	AppendTime int64
	Values     [][]byte
	Records    []model.BusinessRecord
	Admitted   []int64
}

// Load reads it.
func Load(t testing.TB) Log {
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
	log := Log{Deployment: deployment, Partition: file.Partition}
	for _, one := range file.Cases {
		var value []byte
		if one.Value != nil {
			value, _ = hex.DecodeString(*one.Value)
		}
		log.AppendTime = one.AppendTime
		log.Values = append(log.Values, value)
		log.Records = append(log.Records, wire.Business(file.Partition, one.Offset, one.AppendTime, one.LogAppendTime, value))
		if one.Expected["decision"] == "ADMITTED" {
			log.Admitted = append(log.Admitted, one.Offset)
		}
	}
	return log
}

// Key is the test key of that name.
func Key(name string) signing.Key {
	seed := sha256.Sum256([]byte("tribunal test key " + name))
	key, err := signing.KeyFromSeed(seed[:])
	if err != nil {
		panic(err)
	}
	return key
}

// Requests makes so many requests, signed in batches of that size, to be appended about that time (epoch ms).
func (g Log) Requests(t testing.TB, count, batchSize int, appendTime int64) [][]byte {
	key := Key("client")
	ledger := g.ledger()
	var payloads [][]byte
	for i := range count {
		body := fmt.Sprintf(`{"account":"a%d","overdraft":"unlimited"}`, i%500)
		operation := "OPEN"
		if i >= 500 {
			operation = "TRANSFER"
			body = fmt.Sprintf(`{"amount":"%d.%02d","from":"a%d","to":"a%d"}`, i%97+1, i%100, i%500, (i+7)%500)
		}
		payload, err := wire.Request(&model.Request{Deployment: g.Deployment, RequestID: [16]byte{byte(i), byte(i >> 8), byte(i >> 16)},
			ClientID: "teller", Sequence: int64(i), NotAfter: appendTime + 600_000, ShardKey: ledger, Operation: operation,
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

func (g Log) ledger() string {
	partitions := g.Records[0].Entry.Content.(*model.Genesis).Partitions
	for i := 0; ; i++ {
		if name := fmt.Sprint("ledger-", i); admission.PartitionOf(name, partitions) == g.Partition {
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
