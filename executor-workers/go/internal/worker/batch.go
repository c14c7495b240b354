package worker

import (
	"tribunal/internal/digest"
	"tribunal/internal/model"
	"tribunal/internal/signing"
	"tribunal/internal/wire"
)

// Item is a response and its encoding, which a root covers.
type Item struct {
	Encoded  []byte
	Response *model.Response
}

// Batch is the unsigned content of one response-log record: encoded responses, or none (a heartbeat). ProcessedTo is the
// business offset up to which every record is handled, ResumeFrom the one from which to answer after a restart once the batch
// is acknowledged.
type Batch struct {
	ProcessedTo int64
	ResumeFrom  int64
	Items       []Item
}

// cut cuts answers into batches within the bounds of PROTOCOL 3; a single empty batch when there are no answers. announcedTo
// is the least offset that a batch may announce as processed, handledTo the offset of the last record handled.
func cut(items []Item, announcedTo, handledTo int64) []Batch {
	var batches []Batch
	from, size := 0, 0
	for i, item := range items {
		if i-from == model.MaxResponses || size+len(item.Encoded) > model.MaxResponseBytes {
			batches = append(batches, upTo(items[i-1].Response.BusinessOffset, announcedTo, items[from:i]))
			from, size = i, 0
		}
		size += len(item.Encoded)
	}
	return append(batches, upTo(handledTo, announcedTo, items[from:]))
}

func upTo(offset, announcedTo int64, items []Item) Batch {
	return Batch{max(announcedTo, offset), offset + 1, items}
}

// Signer encodes batches as response-log values with one signature each, over a header with the Merkle root of the answers.
type Signer struct {
	Deployment digest.Hash
	ExecutorID string
	Key        signing.Key
	SchemaID   uint32
}

// Sign returns the signed response-log value.
func (s *Signer) Sign(partition int32, processedTo int64, responses [][]byte) ([]byte, error) {
	leaves := make([]digest.Hash, len(responses))
	for i, response := range responses {
		leaves[i] = signing.LeafHash(model.ResponseType, response)
	}
	header, err := wire.Header(&model.Header{
		Deployment:  s.Deployment,
		ExecutorID:  s.ExecutorID,
		Partition:   partition,
		ProcessedTo: processedTo,
		Count:       int32(len(responses)),
		Root:        signing.Root(leaves),
	})
	if err != nil {
		return nil, err
	}
	envelope := signing.Seal(s.Key, model.ResponseBatchType, header)
	return wire.ResponseBatch(s.SchemaID, &envelope, responses)
}

// SignBatch signs a batch.
func (s *Signer) SignBatch(partition int32, batch Batch) ([]byte, error) {
	responses := make([][]byte, len(batch.Items))
	for i, item := range batch.Items {
		responses[i] = item.Encoded
	}
	return s.Sign(partition, batch.ProcessedTo, responses)
}
