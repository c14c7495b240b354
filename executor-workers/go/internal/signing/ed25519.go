package signing

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"

	"filippo.io/edwards25519"

	"tribunal/internal/digest"
)

const (
	// SignatureSize is the length of a signature, in bytes.
	SignatureSize = ed25519.SignatureSize
	// PublicKeySize is the length of a raw public key, in bytes.
	PublicKeySize  = ed25519.PublicKeySize
	maxMessage     = 1 << 20
	keyIDPrefix    = "ed25519:"
	keyIDHexDigits = 32
)

// orderLessOne is L - 1, the scalar -1 of the prime-order subgroup.
var orderLessOne = func() *edwards25519.Scalar {
	one := make([]byte, 32)
	one[0] = 1
	scalar, err := edwards25519.NewScalar().SetCanonicalBytes(one)
	if err != nil {
		panic("one is a scalar")
	}
	return scalar.Negate(scalar)
}()

// Verify reports whether the key's owner signed the message: Ed25519 without the cofactor, S below L, 64 bytes, a message of
// at most 1 MiB. The standard library compares the encoding of [S]B - [k]A with R, which is the cofactorless equation.
func Verify(publicKey, message, signature []byte) bool {
	return len(publicKey) == PublicKeySize && len(signature) == SignatureSize && len(message) <= maxMessage &&
		ed25519.Verify(publicKey, message, signature)
}

// IsValidKey reports whether a raw public key may be registered: canonical, on the curve, in the prime-order subgroup, not
// the neutral element. On those keys all verifiers agree.
func IsValidKey(raw []byte) bool {
	if len(raw) != PublicKeySize {
		return false
	}
	point, err := edwards25519.NewIdentityPoint().SetBytes(raw)
	if err != nil || !bytes.Equal(point.Bytes(), raw) || point.Equal(edwards25519.NewIdentityPoint()) == 1 {
		return false
	}
	// [L-1]P = -P exactly when [L]P is neutral.
	multiple := edwards25519.NewIdentityPoint().ScalarMult(orderLessOne, point)
	return multiple.Equal(edwards25519.NewIdentityPoint().Negate(point)) == 1
}

// KeyID is the name of a public key: "ed25519:" and the first 32 hex digits of its SHA-256.
func KeyID(raw []byte) string {
	sum := digest.Sum(raw)
	return keyIDPrefix + hex.EncodeToString(sum[:keyIDHexDigits/2])
}
