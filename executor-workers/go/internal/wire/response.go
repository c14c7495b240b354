package wire

import (
	"errors"
	"unicode/utf8"

	"tribunal/internal/model"
	"tribunal/internal/signing"
)

type avroLogEntry struct {
	Header    avroEnvelope `avro:"header"`
	Responses [][]byte     `avro:"responses"`
}

// Response is the single object of a response: what the root's leaf covers.
func Response(response *model.Response) ([]byte, error) {
	if !utf8.ValidString(response.ContentType) {
		return nil, errors.New("contentType is not UTF-8")
	}
	if response.Writes == nil {
		response.Writes = []model.Write{}
	}
	return responseBody.encodeSingle(response)
}

// ReadResponse is the way back, for tests and tools.
func ReadResponse(encoded []byte) (*model.Response, error) {
	response := &model.Response{}
	return response, responseBody.decodeSingle(encoded, response)
}

// Header is the single object of a batch's header: what is signed.
func Header(header *model.Header) ([]byte, error) { return headerBody.encodeSingle(header) }

// ResponseBatch is a framed value of response-log.
func ResponseBatch(schemaID uint32, header *signing.Envelope, responses [][]byte) ([]byte, error) {
	if responses == nil {
		responses = [][]byte{}
	}
	raw, err := logEntryBody.encode(&avroLogEntry{envelopeToAvro(header), responses})
	if err != nil {
		return nil, err
	}
	return Frame(schemaID, raw), nil
}

// ReadResponseBatch is the way back, for tests and tools: the header and the responses; no signature is checked.
func ReadResponseBatch(value []byte) (*model.Header, [][]byte, error) {
	raw, err := unframe(value, model.MaxEntry)
	if err != nil {
		return nil, nil, err
	}
	var entry avroLogEntry
	if err := logEntryBody.decode(raw, &entry); err != nil {
		return nil, nil, err
	}
	header := &model.Header{}
	return header, entry.Responses, headerBody.decodeSingle(entry.Header.Payload, header)
}

func envelopeToAvro(envelope *signing.Envelope) avroEnvelope {
	travel := avroEnvelope{PayloadType: envelope.PayloadType, Payload: envelope.Payload, KeyID: envelope.KeyID,
		Signature: envelope.Signature}
	if envelope.Batch != nil {
		travel.Batch = &avroProof{LeafIndex: envelope.Batch.LeafIndex, TreeSize: envelope.Batch.TreeSize, Path: [][]byte{}}
		for _, sibling := range envelope.Batch.Path {
			travel.Batch.Path = append(travel.Batch.Path, sibling[:])
		}
	}
	return travel
}
