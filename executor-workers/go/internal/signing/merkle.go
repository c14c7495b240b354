package signing

import "tribunal/internal/digest"

// Root is the root of RFC 6962 section 2.1 over the leaf hashes; for no leaves the SHA-256 of zero bytes.
func Root(leaves []digest.Hash) digest.Hash {
	if len(leaves) == 0 {
		return digest.Sum(nil)
	}
	level := append([]digest.Hash(nil), leaves...)
	for len(level) > 1 {
		parents := level[:0]
		for i := 0; i+1 < len(level); i += 2 {
			parents = append(parents, node(level[i], level[i+1]))
		}
		if len(level)%2 == 1 {
			parents = append(parents, level[len(level)-1])
		}
		level = parents
	}
	return level[0]
}

// RootOf is the root that a leaf and its audit path lead to; false when the path has not the length that the tree needs.
func RootOf(leaf digest.Hash, leafIndex, treeSize int32, path []digest.Hash) (digest.Hash, bool) {
	if leafIndex < 0 || leafIndex >= treeSize {
		return digest.Hash{}, false
	}
	hash, used := leaf, 0
	for index, last := leafIndex, treeSize-1; last > 0; index, last = index>>1, last>>1 {
		if index == last && index&1 == 0 {
			continue // an only child moves up unchanged
		}
		if used == len(path) {
			return digest.Hash{}, false
		}
		if index&1 == 0 {
			hash = node(hash, path[used])
		} else {
			hash = node(path[used], hash)
		}
		used++
	}
	return hash, used == len(path)
}

func node(left, right digest.Hash) digest.Hash {
	var bytes [1 + 2*digest.Size]byte
	bytes[0] = 1
	copy(bytes[1:], left[:])
	copy(bytes[1+digest.Size:], right[:])
	return digest.Sum(bytes[:])
}
