package wire

import (
	"errors"
	"fmt"

	"tribunal/internal/digest"
	"tribunal/internal/model"
	"tribunal/internal/signing"
)

type avroProof struct {
	LeafIndex int32    `avro:"leafIndex"`
	TreeSize  int32    `avro:"treeSize"`
	Path      [][]byte `avro:"path"`
}

type avroEnvelope struct {
	PayloadType string     `avro:"payloadType"`
	Payload     []byte     `avro:"payload"`
	KeyID       string     `avro:"keyId"`
	Signature   []byte     `avro:"signature"`
	Batch       *avroProof `avro:"batch"`
}

type avroRequest struct {
	Deployment  digest.Hash `avro:"deployment"`
	RequestID   [16]byte    `avro:"requestId"`
	ClientID    string      `avro:"clientId"`
	Sequence    int64       `avro:"sequence"`
	NotAfter    int64       `avro:"notAfter"`
	ShardKey    string      `avro:"shardKey"`
	Operation   string      `avro:"operation"`
	ContentType string      `avro:"contentType"`
	Body        []byte      `avro:"body"`
}

// Business decodes any record of business-log, well-formed or not. A genesis that names the version of its rules is read at
// offset 0 only.
//
// appendTime is epoch ms; stamped says whether the broker stamped the record itself (LogAppendTime); value is nil for a
// record without one.
func Business(partition int32, offset, appendTime int64, stamped bool, value []byte) model.BusinessRecord {
	record := model.BusinessRecord{
		Partition: partition, Offset: offset, AppendTime: appendTime, ValueHash: digest.Sum(value)}
	entry, err := businessEntry(offset == 0, stamped, value)
	if err != nil {
		record.Detail = err.Error()
	} else {
		record.Entry = entry
	}
	return record
}

func businessEntry(first, stamped bool, value []byte) (*model.Entry, error) {
	if value != nil && !stamped {
		return nil, errors.New("not stamped by the broker (LogAppendTime)")
	}
	raw, err := unframe(value, model.MaxEntry)
	if err != nil {
		return nil, err
	}
	var travel avroEnvelope
	if err := envelopeBody.decode(raw, &travel); err != nil {
		return nil, err
	}
	envelope, err := travel.envelope()
	if err != nil {
		return nil, err
	}
	return businessPayload(first, envelope)
}

func (e *avroEnvelope) envelope() (signing.Envelope, error) {
	envelope := signing.Envelope{
		PayloadType: e.PayloadType, Payload: e.Payload, KeyID: e.KeyID, Signature: e.Signature}
	if e.Batch == nil {
		return envelope, nil
	}
	path := make([]digest.Hash, len(e.Batch.Path))
	for i, sibling := range e.Batch.Path {
		if len(sibling) != digest.Size {
			return envelope, fmt.Errorf("batch.path: a hash of %d bytes", len(sibling))
		}
		path[i] = digest.Hash(sibling)
	}
	envelope.Batch = &signing.BatchProof{LeafIndex: e.Batch.LeafIndex, TreeSize: e.Batch.TreeSize, Path: path}
	return envelope, nil
}

func businessPayload(first bool, envelope signing.Envelope) (*model.Entry, error) {
	entry := &model.Entry{Envelope: envelope}
	var err error
	switch envelope.PayloadType {
	case model.RequestType:
		entry.Fingerprint = int64(requestBody.fingerprint)
		entry.Content, err = request(envelope.Payload)
	case model.ControlType:
		entry.Fingerprint = int64(controlBody.fingerprint)
		entry.Content, err = control(envelope.Payload)
	case model.GenesisType:
		schema := genesisSchema(first, envelope.Payload)
		entry.Fingerprint = int64(schema.fingerprint)
		entry.Content, err = genesis(schema, envelope.Payload)
	case model.ResponseBatchType:
		err = errors.New("a response batch is no business entry")
	default:
		err = errors.New("payloadType unknown")
	}
	if err != nil {
		return nil, err
	}
	return entry, nil
}

func request(payload []byte) (model.Content, error) {
	var travel avroRequest
	if err := requestBody.decodeSingle(payload, &travel); err != nil {
		return nil, err
	}
	if travel.Sequence < 0 {
		return nil, errors.New("sequence negative")
	}
	if err := model.CheckIdentifier("client id", travel.ClientID); err != nil {
		return nil, err
	}
	made := model.Request(travel)
	return &made, nil
}

// Request is the single object of a request: what a client signs.
func Request(request *model.Request) ([]byte, error) {
	travel := avroRequest(*request)
	return requestBody.encodeSingle(&travel)
}

// Envelope is a framed value of business-log.
func Envelope(schemaID uint32, envelope *signing.Envelope) ([]byte, error) {
	travel := envelopeToAvro(envelope)
	raw, err := envelopeBody.encode(&travel)
	if err != nil {
		return nil, err
	}
	return Frame(schemaID, raw), nil
}
