package wire

import (
	"bytes"
	"encoding/hex"
	"math/rand"
	"testing"

	"tribunal/internal/signing"
	"tribunal/internal/vectors"
)

type golden struct {
	Name, Value, ValueHash, Schema, Body, PayloadType, Payload, KeyID, PublicKey string
	Kind, Message, Signature                                                     string
	Readable                                                                     bool
	Responses                                                                    []struct{ Encoded string }
}

func load(t testing.TB, name string) []golden {
	var file struct{ Cases []golden }
	vectors.Load(t, name, &file)
	if len(file.Cases) == 0 {
		t.Fatalf("%s has no cases", name)
	}
	return file.Cases
}

func raw(t testing.TB, digits string) []byte {
	bytes, err := hex.DecodeString(digits)
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

func TestFingerprints(t *testing.T) {
	var file struct {
		Cases []struct{ Name, Fingerprint, CanonicalForm string }
	}
	vectors.Load(t, "schemas.json", &file)
	for _, one := range file.Cases {
		made, err := newBody([]byte(one.CanonicalForm))
		if err != nil {
			t.Fatal(err)
		}
		fingerprint := []byte{}
		for shift := 0; shift < 64; shift += 8 {
			fingerprint = append(fingerprint, byte(made.fingerprint>>shift))
		}
		if hex.EncodeToString(fingerprint) != one.Fingerprint || string(made.schema.Canonical()) != one.CanonicalForm {
			t.Errorf("%s: %x", one.Name, fingerprint)
		}
	}
}

func TestEnvelopes(t *testing.T) {
	for _, one := range load(t, "envelopes.json") {
		record := Business(0, 1, 0, true, raw(t, one.Value))
		if record.Entry == nil {
			t.Errorf("%s: %s", one.Name, record.Detail)
			continue
		}
		envelope := &record.Entry.Envelope
		if record.ValueHash.String() != one.ValueHash || envelope.PayloadType != one.PayloadType ||
			hex.EncodeToString(envelope.Payload) != one.Payload || envelope.KeyID != one.KeyID {
			t.Errorf("%s: %+v", one.Name, record)
		}
		if !signing.Verify(raw(t, one.PublicKey), raw(t, one.Message), envelope.Signature) ||
			!signing.NewVerifier().IsSignedBy(raw(t, one.PublicKey), envelope) {
			t.Errorf("%s: does not verify", one.Name)
		}
	}
}

func TestResponsesSurviveARoundTrip(t *testing.T) {
	for _, one := range load(t, "response-batches.json") {
		if !one.Readable {
			continue
		}
		for _, response := range one.Responses {
			encoded := raw(t, response.Encoded)
			read, err := ReadResponse(encoded)
			if err != nil {
				t.Fatalf("%s: %v", one.Name, err)
			}
			again, err := Response(read)
			if err != nil || !bytes.Equal(again, encoded) {
				t.Errorf("%s: %x, not %x", one.Name, again, encoded)
			}
		}
	}
}

func TestDecisions(t *testing.T) {
	read := 0
	for _, one := range load(t, "decisions.json") {
		if one.Schema != "IsolationDecision" {
			continue
		}
		if _, err := Decision(Frame(7, raw(t, one.Body))); err != nil {
			t.Errorf("%.80s: %v", one.Body, err)
		}
		read++
	}
	if read == 0 {
		t.Error("no decisions")
	}
}

func TestRejoinsAreReadFromOrderEntries(t *testing.T) {
	for _, one := range load(t, "order.json") {
		rejoin, err := ReadRejoin(true, raw(t, one.Value))
		if (one.Kind == "Rejoin") != (err == nil) {
			t.Errorf("%s: %v", one.Kind, err)
		}
		if err == nil && hex.EncodeToString(rejoin.SignedBytes()) != one.Message {
			t.Errorf("another message: %x", rejoin.SignedBytes())
		}
	}
}

// TestHostileBytes gives changed values to every reader: none panics, and accepted values are canonical.
func TestHostileBytes(t *testing.T) {
	random := rand.New(rand.NewSource(7))
	var values [][]byte
	for _, file := range []string{"envelopes.json", "hostile-envelopes.json", "order.json", "response-batches.json"} {
		for _, one := range load(t, file) {
			if value := raw(t, one.Value); len(value) < 4096 {
				values = append(values, value)
			}
		}
	}
	for range 30_000 {
		value := append([]byte(nil), values[random.Intn(len(values))]...)
		for range 1 + random.Intn(3) {
			mutate(random, &value)
		}
		Business(0, 1, 0, true, value)
		_, _ = ReadRejoin(true, value)
		_, _ = Decision(value)
		_, _ = Checkpoint(true, value)
		_, _ = Chunk(value)
		if body, err := unframe(value, len(value)); err == nil {
			survivesARoundTrip(t, body)
		}
	}
}

func survivesARoundTrip(t *testing.T, body []byte) {
	var envelope avroEnvelope
	if envelopeBody.decode(body, &envelope) != nil {
		return
	}
	if again, err := envelopeBody.encode(&envelope); err != nil || !bytes.Equal(again, body) {
		t.Fatalf("taken, and not its own encoding: %x, %x, %v", body, again, err)
	}
}

func mutate(random *rand.Rand, value *[]byte) {
	bytes := *value
	if len(bytes) == 0 {
		return
	}
	at := random.Intn(len(bytes))
	switch random.Intn(4) {
	case 0:
		bytes[at] = byte(random.Intn(256))
	case 1:
		*value = bytes[:at]
	case 2:
		*value = append(bytes[:at:at], append([]byte{byte(random.Intn(256))}, bytes[at:]...)...)
	default:
		bytes[at] ^= 1 << random.Intn(8)
	}
}
