// Package digest has the protocol's one hash: SHA-256, 32 bytes.
package digest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Size of a hash in bytes.
const Size = sha256.Size

// Hash is a SHA-256. The zero value is the protocol's "none yet".
type Hash [Size]byte

// Sum hashes the parts, one after the other.
func Sum(parts ...[]byte) Hash {
	if len(parts) == 1 {
		return sha256.Sum256(parts[0])
	}
	hasher := sha256.New()
	for _, part := range parts {
		hasher.Write(part)
	}
	var sum Hash
	hasher.Sum(sum[:0])
	return sum
}

// Parse reads 64 hex digits.
func Parse(text string) (Hash, error) {
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != Size {
		return Hash{}, fmt.Errorf("%q is not a SHA-256 of 64 hex digits", text)
	}
	return Hash(raw), nil
}

// String returns lower-case hex.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }
