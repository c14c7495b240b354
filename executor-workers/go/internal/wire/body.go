package wire

import (
	"embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/twmb/avro"
)

// schemas holds the parsing canonical forms of the product's schemas; a test compares them with those.
//
//go:embed schemas/*.avsc
var schemas embed.FS

var (
	genesisBody     = mustBody("Genesis")
	genesisV2Body   = mustBody("GenesisV2")
	requestBody     = mustBody("Request")
	controlBody     = mustBody("Control")
	headerBody      = mustBody("ResponseBatchHeader")
	responseBody    = mustBody("Response")
	envelopeBody    = mustBody("SignedEnvelope")
	logEntryBody    = mustBody("ResponseLogEntry")
	decisionLogBody = mustBody("OrderEntry")
	decisionBody    = mustBody("IsolationDecision")
	checkpoint      = mustBody("Checkpoint")
	snapshotChunk   = mustBody("SnapshotChunk")
)

// body is one record type: its schema for the library, its shape for the walk before, its CRC-64-AVRO.
type body struct {
	schema      *avro.Schema
	shape       *shape
	fingerprint uint64
}

const singleObjectHeader = 10

func mustBody(name string) *body {
	text, err := schemas.ReadFile("schemas/" + name + ".avsc")
	if err != nil {
		panic(err)
	}
	made, err := newBody(text)
	if err != nil {
		panic(fmt.Errorf("schema %s: %w", name, err))
	}
	return made
}

func newBody(text []byte) (*body, error) {
	schema, err := avro.Parse(string(text))
	if err != nil {
		return nil, err
	}
	shape, err := shapeOf(json.RawMessage(schema.Canonical()), map[string]*shape{})
	if err != nil {
		return nil, err
	}
	return &body{schema, shape, binary.BigEndian.Uint64(schema.Fingerprint(avro.NewRabin()))}, nil
}

// check refuses all but the canonical encoding of one datum.
func (b *body) check(in []byte) error {
	rest, err := b.shape.walk(in)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("%d trailing bytes", len(rest))
	}
	return err
}

// decode reads one datum, that of all the bytes, into a pointer to a struct.
func (b *body) decode(in []byte, into any) error {
	if err := b.check(in); err != nil {
		return err
	}
	_, err := b.schema.Decode(in, into, avro.TaggedUnions())
	return err
}

// view reads one record, that of all the bytes.
func (b *body) view(in []byte) (node, error) {
	if err := b.check(in); err != nil {
		return node{}, err
	}
	return newNode(b.shape, in), nil
}

// namedBy reports whether a single object names this schema.
func (b *body) namedBy(in []byte) bool {
	return len(in) >= singleObjectHeader && in[0] == 0xc3 && in[1] == 0x01 && binary.LittleEndian.Uint64(in[2:]) == b.fingerprint
}

// decodeSingle reads a single object that must be of this very schema into a pointer to a struct.
func (b *body) decodeSingle(in []byte, into any) error {
	inside, err := b.inside(in)
	if err != nil {
		return err
	}
	return b.decode(inside, into)
}

// viewSingle reads a single object that must be of this very schema.
func (b *body) viewSingle(in []byte) (node, error) {
	inside, err := b.inside(in)
	if err != nil {
		return node{}, err
	}
	return b.view(inside)
}

func (b *body) inside(in []byte) ([]byte, error) {
	if len(in) < singleObjectHeader || in[0] != 0xc3 || in[1] != 0x01 {
		return nil, errors.New("not an Avro single object")
	}
	if fingerprint := binary.LittleEndian.Uint64(in[2:]); fingerprint != b.fingerprint {
		return nil, fmt.Errorf("schema fingerprint %016x where %016x is due", fingerprint, b.fingerprint)
	}
	return in[singleObjectHeader:], nil
}

func (b *body) encode(datum any) ([]byte, error) { return b.schema.Encode(datum) }

func (b *body) encodeSingle(datum any) ([]byte, error) {
	return b.schema.AppendSingleObject(nil, datum)
}

// Frame puts 0x00 and the schema id before a body.
func Frame(schemaID uint32, body []byte) []byte {
	return append(binary.BigEndian.AppendUint32([]byte{0}, schemaID), body...)
}

const frameHeader = 5

// unframe gives the body of a framed value of at most so many bytes.
func unframe(value []byte, limit int) ([]byte, error) {
	switch {
	case value == nil:
		return nil, errors.New("no value")
	case len(value) > limit:
		return nil, fmt.Errorf("%d bytes, %d are allowed", len(value), limit)
	case len(value) < frameHeader || value[0] != 0:
		return nil, errors.New("no 0x00 and schema id before the body")
	}
	return value[frameHeader:], nil
}
