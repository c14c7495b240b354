package signing

import (
	"encoding/binary"

	"tribunal/internal/digest"
)

// BatchRootType is the type under which roots of batches are signed.
const BatchRootType = "application/vnd.tribunal.batch-root.v1"

const rememberedRoots = 4096

// BatchProof gives the position of a payload in the tree whose root was signed.
type BatchProof struct {
	LeafIndex int32
	TreeSize  int32
	Path      []digest.Hash
}

// Envelope is a signed payload as it travels; nothing in it is checked yet.
type Envelope struct {
	PayloadType string
	Payload     []byte
	KeyID       string
	Signature   []byte
	Batch       *BatchProof
}

// Seal signs one payload.
func Seal(key Key, payloadType string, payload []byte) Envelope {
	return Envelope{payloadType, payload, key.ID(), key.Sign(PAE(payloadType, payload)), nil}
}

// Verifier checks envelopes against keys that the caller has found in its registry. Roots that verified once are
// remembered, first in first out: a pure cache that changes no answer. Not safe for concurrent use.
type Verifier struct {
	verified map[signedRoot]struct{}
	order    []signedRoot
	next     int
}

type signedRoot struct {
	key       [PublicKeySize]byte
	message   digest.Hash
	signature [SignatureSize]byte
}

// NewVerifier returns a verifier with an empty cache.
func NewVerifier() *Verifier {
	return &Verifier{verified: make(map[signedRoot]struct{})}
}

// IsSignedBy reports whether the key's owner signed exactly this payload under this type.
func (v *Verifier) IsSignedBy(publicKey []byte, envelope *Envelope) bool {
	if len(envelope.Signature) != SignatureSize || len(publicKey) != PublicKeySize {
		return false
	}
	if envelope.Batch == nil {
		return Verify(publicKey, PAE(envelope.PayloadType, envelope.Payload), envelope.Signature)
	}
	proof := envelope.Batch
	root, ok := RootOf(
		LeafHash(envelope.PayloadType, envelope.Payload), proof.LeafIndex, proof.TreeSize, proof.Path)
	return ok && v.isRootSigned(publicKey, BatchRootMessage(proof.TreeSize, root), envelope.Signature)
}

// BatchRootMessage is what is signed for a batch: PAE over the tree size (8 bytes) and the root.
func BatchRootMessage(treeSize int32, root digest.Hash) []byte {
	body := binary.BigEndian.AppendUint64(make([]byte, 0, 8+digest.Size), uint64(treeSize))
	return PAE(BatchRootType, append(body, root[:]...))
}

func (v *Verifier) isRootSigned(publicKey, message, signature []byte) bool {
	name := signedRoot{[PublicKeySize]byte(publicKey), digest.Sum(message), [SignatureSize]byte(signature)}
	if _, known := v.verified[name]; known {
		return true
	}
	if !Verify(publicKey, message, signature) {
		return false
	}
	v.remember(name)
	return true
}

func (v *Verifier) remember(name signedRoot) {
	if len(v.order) < rememberedRoots {
		v.order = append(v.order, name)
	} else {
		delete(v.verified, v.order[v.next])
		v.order[v.next] = name
		v.next = (v.next + 1) % rememberedRoots
	}
	v.verified[name] = struct{}{}
}
