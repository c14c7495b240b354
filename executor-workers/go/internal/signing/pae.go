// Package signing has what the protocol signs and how it is verified: DSSE's pre-authentication encoding, Ed25519,
// RFC 6962 trees, envelopes (PROTOCOL 2).
package signing

import (
	"crypto/sha256"
	"strconv"

	"tribunal/internal/digest"
)

// PAE is DSSE's pre-authentication encoding: "DSSEv1" SP len(type) SP type SP len(body) SP body, lengths in decimal.
func PAE(mediaType string, body []byte) []byte {
	out := make([]byte, 0, len(mediaType)+len(body)+32)
	return append(appendPAEHead(out, mediaType, len(body)), body...)
}

func appendPAEHead(out []byte, mediaType string, bodyLength int) []byte {
	out = append(out, "DSSEv1 "...)
	out = strconv.AppendInt(out, int64(len(mediaType)), 10)
	out = append(out, ' ')
	out = append(out, mediaType...)
	out = append(out, ' ')
	out = strconv.AppendInt(out, int64(bodyLength), 10)
	return append(out, ' ')
}

// LeafHash is SHA-256(0x00 || PAE(type, body)): the leaf of a signed tree.
func LeafHash(mediaType string, body []byte) digest.Hash {
	var buffer [128]byte
	head := appendPAEHead(append(buffer[:0], 0), mediaType, len(body))
	hasher := sha256.New()
	hasher.Write(head)
	hasher.Write(body)
	var leaf digest.Hash
	hasher.Sum(leaf[:0])
	return leaf
}
