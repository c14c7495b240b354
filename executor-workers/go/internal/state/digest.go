// Package state keeps a partition's state: the digest chain over its writes and the tree over its entries (PROTOCOL 7).
package state

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash"

	"tribunal/internal/digest"
	"tribunal/internal/model"
)

const (
	innerTag  = 0x01
	stepTag   = 0x02
	bucketTag = 0x03
)

// WritesHash is SHA-256 over the writes, which must be ascending by key.
func WritesHash(writes []model.Write) digest.Hash {
	hasher := sha256.New()
	for _, write := range writes {
		if write.Value == nil {
			addCounted(hasher, write.Key)
			hasher.Write([]byte{0})
		} else {
			addEntry(hasher, write.Key, *write.Value)
		}
	}
	var sum digest.Hash
	hasher.Sum(sum[:0])
	return sum
}

// Next is the chain after the writes: SHA-256(0x02 || pre || writesHash), or pre itself when there are none.
func Next(pre digest.Hash, writes []model.Write) digest.Hash {
	if len(writes) == 0 {
		return pre
	}
	writesHash := WritesHash(writes)
	return digest.Sum([]byte{stepTag}, pre[:], writesHash[:])
}

// IsAscending reports whether the keys are strictly ascending, so that none occurs twice.
func IsAscending(writes []model.Write) bool {
	for i := 1; i < len(writes); i++ {
		if bytes.Compare(writes[i-1].Key, writes[i].Key) >= 0 {
			return false
		}
	}
	return true
}

func addEntry(hasher hash.Hash, key, value []byte) {
	addCounted(hasher, key)
	hasher.Write([]byte{1})
	addCounted(hasher, value)
}

func addCounted(hasher hash.Hash, run []byte) {
	var length [4]byte
	binary.BigEndian.PutUint32(length[:], uint32(len(run)))
	hasher.Write(length[:])
	hasher.Write(run)
}
