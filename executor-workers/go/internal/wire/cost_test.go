package wire

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"tribunal/internal/model"
	"tribunal/internal/signing"
)

const rounds = 40 // of hashing 1 MiB ten times

// assertBounded compares with hashing, since nobody has signed what is decoded. Other work may come between: what takes too long
// is measured again.
func assertBounded(t *testing.T, name string, work func()) {
	t.Helper()
	took, most := once(work), rounds*once(tenHashes)
	for attempt := 0; took > most && attempt < 5; attempt++ {
		took, most = min(took, once(work)), max(most, rounds*once(tenHashes))
	}
	if took > most {
		t.Errorf("%s took %v, more than %v", name, took, most)
	}
}

func tenHashes() {
	mebibyte := make([]byte, model.MaxEntry)
	for range 10 {
		sha256.Sum256(mebibyte)
	}
}

func once(work func()) time.Duration {
	begin := time.Now()
	work()
	return time.Since(begin)
}

// crowded is a genesis of as many valid keys as fit into a record.
func crowded(t *testing.T) []byte {
	const keys = 9_000
	travel := map[string]any{}
	for _, one := range load(t, "envelopes.json") {
		if one.PayloadType == model.GenesisType {
			if err := genesisBody.decodeSingle(raw(t, one.Payload), &travel); err != nil {
				t.Fatal(err)
			}
		}
	}
	var made []map[string]any
	for i := range keys {
		seed := sha256.Sum256(binary.BigEndian.AppendUint32(nil, uint32(i)))
		public := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
		made = append(made, map[string]any{
			"keyId": signing.KeyID(public), "role": "CLIENT", "owner": "c", "publicKey": [32]byte(public)})
	}
	slices.SortFunc(made, func(a, b map[string]any) int { return strings.Compare(a["keyId"].(string), b["keyId"].(string)) })
	list := make([]any, keys)
	for i, key := range made {
		list[i] = key
	}
	travel["keys"] = list
	payload, err := genesisBody.encodeSingle(travel)
	if err != nil {
		t.Fatal(err)
	}
	return payload
}

func unsigned(t *testing.T, payloadType string, payload []byte) []byte {
	value, err := Envelope(0, &signing.Envelope{
		PayloadType: payloadType, Payload: payload, KeyID: "k", Signature: make([]byte, signing.SignatureSize)})
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestThousandsOfKeysOfAStrayGenesisAreNotValidated(t *testing.T) {
	value := unsigned(t, model.GenesisType, crowded(t))
	if len(value) > model.MaxEntry || Business(0, 7, 0, true, value).Entry == nil {
		t.Fatal("not a genesis that fits")
	}
	assertBounded(t, "genesis", func() { Business(0, 7, 0, true, value) })
}

// fillings are bodies in which one array is full of the smallest items, everything else being as small as it may be.
func fillings(s *shape, size int) [][]byte {
	var all [][]byte
	switch s.kind {
	case kindRecord:
		for i := range s.parts {
			for _, inside := range fillings(s.parts[i], size) {
				all = append(all, slices.Concat(smallest(s.parts[:i]...), inside, smallest(s.parts[i+1:]...)))
			}
		}
	case kindUnion:
		for i, branch := range s.parts {
			for _, inside := range fillings(branch, size) {
				all = append(all, append(zigzag(i), inside...))
			}
		}
	case kindArray:
		item := smallest(s.parts[0])
		count := size / len(item)
		all = append(all, append(append(zigzag(count), bytes.Repeat(item, count)...), 0))
		for _, inside := range fillings(s.parts[0], size) {
			all = append(all, append(append(zigzag(1), inside...), 0))
		}
	case kindBytes, kindString:
		all = append(all, append(zigzag(size), bytes.Repeat([]byte{'a'}, size)...))
	}
	return all
}

func smallest(shapes ...*shape) []byte {
	var body []byte
	for _, s := range shapes {
		switch s.kind {
		case kindNull:
		case kindRecord:
			body = append(body, smallest(s.parts...)...)
		case kindUnion:
			body = append(append(body, 0), smallest(s.parts[0])...)
		case kindFixed:
			body = append(body, make([]byte, s.size)...)
		default:
			body = append(body, 0)
		}
	}
	return body
}

func zigzag(value int) []byte { return binary.AppendVarint(nil, int64(value)) }

func TestWhateverFillsARecordIsDecodedAtTheCostOfHashingIt(t *testing.T) {
	for kind, body := range map[string]*body{
		model.GenesisType: genesisBody, model.RequestType: requestBody, model.ControlType: controlBody} {
		for _, filling := range fillings(body.shape, model.MaxEntry-1_000) {
			header := binary.LittleEndian.AppendUint64([]byte{0xc3, 0x01}, body.fingerprint)
			value := unsigned(t, kind, append(header, filling...))
			assertBounded(t, kind, func() { Business(0, 7, 0, true, value) })
		}
	}
	for _, filling := range fillings(envelopeBody.shape, model.MaxEntry-1_000) {
		value := Frame(0, filling)
		assertBounded(t, "envelope", func() { Business(0, 7, 0, true, value) })
	}
}
