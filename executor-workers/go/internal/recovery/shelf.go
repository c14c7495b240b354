package recovery

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"tribunal/internal/logline"
	"tribunal/internal/wire"
)

var chunkKey = regexp.MustCompile(`^(0|[1-9][0-9]{0,18})/(0|[1-9][0-9]{0,18})/(0|[1-9][0-9]{0,18})$`)

// Shelf has the records of snapshots as compaction leaves them: the last one of each key. Whether they fit together is not
// checked here.
type Shelf map[Place]map[int64]*wire.SnapshotChunk

// Positions are those of which there may be a snapshot, a bounded number: only their checkpoints need be verified.
type Positions map[Place]bool

const maxPositions = 1 << 14

// Take takes the key of the next record.
func (p Positions) Take(key []byte) {
	if place, _, ok := placeOf(key); ok && len(p) < maxPositions {
		p[place] = true
	}
}

// Snapshots are those that may be had; nothing in them is checked.
type Snapshots interface {
	offsets(partition int32) []int64
	chunks(place Place) []*wire.SnapshotChunk
}

// Index has the final places that have chunks. The chunks of one place are read again when they are asked for.
type Index struct {
	read    Read
	indexes map[Place]map[int64]bool
}

// Read hands over the keys and values of the topic of snapshots, from its beginning.
type Read func(take func(key, value []byte)) error

// NewIndex reads the topic once; final reports whether enough validators have signed the checkpoint at a place.
func NewIndex(read Read, final func(Place) bool) (*Index, error) {
	made := &Index{read: read, indexes: map[Place]map[int64]bool{}}
	err := read(func(key, value []byte) {
		if place, index, ok := placeOf(key); ok && final(place) {
			made.put(place, index, value)
		}
	})
	return made, err
}

func (x *Index) put(place Place, index int64, value []byte) {
	if x.indexes[place] == nil {
		x.indexes[place] = map[int64]bool{}
	}
	if value == nil {
		delete(x.indexes[place], index)
	} else {
		x.indexes[place][index] = true
	}
	if len(x.indexes[place]) == 0 {
		delete(x.indexes, place)
	}
}

func (x *Index) offsets(partition int32) []int64 { return offsetsOf(x.indexes, partition) }

func (x *Index) chunks(place Place) []*wire.SnapshotChunk {
	shelf := Shelf{}
	err := x.read(func(key, value []byte) {
		if known, _, ok := placeOf(key); ok && known == place {
			shelf.Take(key, value)
		}
	})
	if err != nil {
		logline.Warn("snapshot_unreadable", "partition", place.Partition, "offset", place.Offset, "error", err)
		return nil
	}
	return shelf.chunks(place)
}

func offsetsOf[V any](places map[Place]V, partition int32) []int64 {
	var offsets []int64
	for place := range places {
		if place.Partition == partition {
			offsets = append(offsets, place.Offset)
		}
	}
	return offsets
}

func placeOf(key []byte) (Place, int64, bool) {
	parts := chunkKey.FindSubmatch(key)
	if parts == nil {
		return Place{}, 0, false
	}
	partition, err1 := strconv.ParseInt(string(parts[1]), 10, 32)
	offset, err2 := strconv.ParseInt(string(parts[2]), 10, 64)
	index, err3 := strconv.ParseInt(string(parts[3]), 10, 32)
	return Place{int32(partition), offset}, index, err1 == nil && err2 == nil && err3 == nil && index < maxChunks
}

// Take takes the next record; a malformed one leaves its place empty.
func (s Shelf) Take(key, value []byte) {
	place, index, ok := placeOf(key)
	if !ok {
		return
	}
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
func candidates(shelf Snapshots, partition int32, resumeFrom int64) []int64 {
	offsets := shelf.offsets(partition)
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

func (s Shelf) offsets(partition int32) []int64 { return offsetsOf(s, partition) }

func (s Shelf) chunks(place Place) []*wire.SnapshotChunk {
	var chunks []*wire.SnapshotChunk
	for _, index := range slices.Sorted(maps.Keys(s[place])) {
		chunks = append(chunks, s[place][index])
	}
	return chunks
}
