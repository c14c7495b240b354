package recovery

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"tribunal/internal/wire"
)

var chunkKey = regexp.MustCompile(`^(0|[1-9][0-9]{0,18})/(0|[1-9][0-9]{0,18})/(0|[1-9][0-9]{0,18})$`)

// Shelf has the records of snapshots as compaction leaves them: the last one of each key. Whether they fit together is not
// checked here.
type Shelf map[Place]map[int64]*wire.SnapshotChunk

// Take takes the next record; a malformed one leaves its place empty.
func (s Shelf) Take(key, value []byte) {
	parts := chunkKey.FindSubmatch(key)
	if parts == nil {
		return
	}
	partition, err1 := strconv.ParseInt(string(parts[1]), 10, 32)
	offset, err2 := strconv.ParseInt(string(parts[2]), 10, 64)
	index, err3 := strconv.ParseInt(string(parts[3]), 10, 32)
	if err1 != nil || err2 != nil || err3 != nil || index >= maxChunks {
		return
	}
	place := Place{int32(partition), offset}
	chunk, err := wire.Chunk(value)
	if err != nil {
		delete(s[place], index)
		if len(s[place]) == 0 {
			delete(s, place)
		}
		return
	}
	if s[place] == nil {
		s[place] = map[int64]*wire.SnapshotChunk{}
	}
	s[place][index] = chunk
}

// candidates are the offsets of a partition's snapshots: newest first those that leave no request unanswered, then newest
// first the others.
func (s Shelf) candidates(partition int32, resumeFrom int64) []int64 {
	var offsets []int64
	for place := range s {
		if place.Partition == partition {
			offsets = append(offsets, place.Offset)
		}
	}
	slices.SortFunc(offsets, func(a, b int64) int {
		if (a < resumeFrom) != (b < resumeFrom) {
			return cmp.Compare(b2i(a >= resumeFrom), b2i(b >= resumeFrom))
		}
		return cmp.Compare(b, a)
	})
	return offsets
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s Shelf) chunks(place Place) []*wire.SnapshotChunk {
	var chunks []*wire.SnapshotChunk
	for _, index := range slices.Sorted(maps.Keys(s[place])) {
		chunks = append(chunks, s[place][index])
	}
	return chunks
}

// Holds reports whether there are chunks for that position.
func (s Shelf) Holds(place Place) bool { return len(s[place]) > 0 }
