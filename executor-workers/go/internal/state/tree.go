package state

import (
	"bytes"
	"crypto/sha256"
	"sort"

	"tribunal/internal/digest"
	"tribunal/internal/model"
)

const buckets = 4096

type entry struct{ key, value []byte }

// Tree has a partition's entries under a Merkle root over 4096 buckets. Node i has the children 2i and 2i+1, the buckets
// are the nodes from 4096 on. Only what lies above a changed bucket is hashed again, and only when the root is asked for.
// Not safe for concurrent use.
type Tree struct {
	buckets [buckets][]entry // each ascending by key
	nodes   []digest.Hash
	stale   []bool
	size    int
}

// NewTree has no entries.
func NewTree() *Tree {
	tree := &Tree{nodes: make([]digest.Hash, 2*buckets), stale: make([]bool, 2*buckets)}
	for i := buckets - 1; i > 0; i-- {
		tree.nodes[i] = inner(tree.nodes[2*i], tree.nodes[2*i+1])
	}
	return tree
}

// Get returns a key's value, which must not be changed.
func (t *Tree) Get(key []byte) ([]byte, bool) {
	bucket := t.buckets[bucketOf(key)]
	if i, found := search(bucket, key); found {
		return bucket[i].value, true
	}
	return nil, false
}

// Apply puts and removes. It keeps the slices: they must not be changed afterwards.
func (t *Tree) Apply(writes []model.Write) {
	for _, write := range writes {
		t.apply(write)
	}
}

// Size is how many keys have a value.
func (t *Tree) Size() int { return t.size }

// Root depends on the entries alone and not on the order in which they were written.
func (t *Tree) Root() digest.Hash {
	for i := 2*buckets - 1; i > 0; i-- {
		switch {
		case !t.stale[i]:
			continue
		case i >= buckets:
			t.nodes[i] = bucketHash(t.buckets[i-buckets])
		default:
			t.nodes[i] = inner(t.nodes[2*i], t.nodes[2*i+1])
		}
		t.stale[i] = false
	}
	return t.nodes[1]
}

func (t *Tree) apply(write model.Write) {
	index := bucketOf(write.Key)
	bucket := t.buckets[index]
	i, found := search(bucket, write.Key)
	switch {
	case write.Value != nil && found:
		bucket[i].value = *write.Value
	case write.Value != nil:
		bucket = append(bucket, entry{})
		copy(bucket[i+1:], bucket[i:])
		bucket[i] = entry{write.Key, *write.Value}
		t.size++
	case found:
		bucket = append(bucket[:i], bucket[i+1:]...)
		t.size--
	}
	t.buckets[index] = bucket
	for node := buckets + index; node > 0 && !t.stale[node]; node /= 2 {
		t.stale[node] = true
	}
}

func search(bucket []entry, key []byte) (int, bool) {
	i := sort.Search(len(bucket), func(i int) bool { return bytes.Compare(bucket[i].key, key) >= 0 })
	return i, i < len(bucket) && bytes.Equal(bucket[i].key, key)
}

// bucketOf is the first 12 bits of SHA-256(key).
func bucketOf(key []byte) int {
	sum := sha256.Sum256(key)
	return int(sum[0])<<4 | int(sum[1])>>4
}

func bucketHash(bucket []entry) digest.Hash {
	if len(bucket) == 0 {
		return digest.Hash{}
	}
	hasher := sha256.New()
	hasher.Write([]byte{bucketTag})
	for _, one := range bucket {
		addEntry(hasher, one.key, one.value)
	}
	var sum digest.Hash
	hasher.Sum(sum[:0])
	return sum
}

func inner(left, right digest.Hash) digest.Hash {
	return digest.Sum([]byte{innerTag}, left[:], right[:])
}
