package recovery

import (
	"bytes"

	"tribunal/internal/canonical"
	"tribunal/internal/digest"
	"tribunal/internal/model"
	"tribunal/internal/state"
	"tribunal/internal/wire"
)

const (
	snapshotVersion = 0x54525401
	maxChunks       = 4096
)

// Flaw is why a snapshot is refused; empty for none.
type Flaw string

// The flaws.
const (
	ForeignChunk   Flaw = "FOREIGN_CHUNK"
	ChunkCount     Flaw = "CHUNK_COUNT"
	TooManyChunks  Flaw = "TOO_MANY_CHUNKS"
	MissingChunk   Flaw = "MISSING_CHUNK"
	DoubledChunk   Flaw = "DOUBLED_CHUNK"
	ChunkSize      Flaw = "CHUNK_SIZE"
	Unreadable     Flaw = "UNREADABLE"
	WrongContext   Flaw = "CONTEXT"
	WrongPlace     Flaw = "PLACE"
	WrongPostState Flaw = "POST_STATE"
	WrongEntries   Flaw = "ENTRIES"
	RuleOffsets    Flaw = "RULE_OFFSETS"
	Rules          Flaw = "RULES"
	DecisionNumber Flaw = "DECISION_NUMBER"
	DecisionHead   Flaw = "DECISION_HEAD"
)

// snapshot is a partition's state as it was after one entry. Its writer need not be trusted: verify checks it against
// what validators have signed.
type snapshot struct {
	postState digest.Hash
	entries   []model.Write // ascending by key, none removed
	context   []byte
}

// assemble puts chunks together, in whatever order they came; each must fit the others.
func assemble(place *Checkpoint, chunks []*wire.SnapshotChunk) (*snapshot, Flaw) {
	if len(chunks) == 0 {
		return nil, MissingChunk
	}
	count := chunks[0].Count
	byIndex := map[int32][]byte{}
	for _, chunk := range chunks {
		if flaw := misfit(place, chunk, count); flaw != "" {
			return nil, flaw
		}
		if _, doubled := byIndex[chunk.Index]; doubled {
			return nil, DoubledChunk
		}
		byIndex[chunk.Index] = chunk.Content
	}
	if len(byIndex) < int(count) {
		return nil, MissingChunk
	}
	all := &bytes.Buffer{}
	for index := int32(0); index < count; index++ {
		all.Write(byIndex[index])
	}
	return decodeSnapshot(all.Bytes())
}

func misfit(place *Checkpoint, chunk *wire.SnapshotChunk, count int32) Flaw {
	switch {
	case chunk.Deployment != place.Deployment || chunk.Partition != place.Partition ||
		chunk.BusinessOffset != place.BusinessOffset:
		return ForeignChunk
	case chunk.Count > maxChunks:
		return TooManyChunks
	case chunk.Index < 0 || chunk.Index >= chunk.Count || chunk.Count != count:
		return ChunkCount
	case chunk.Index == count-1 && (len(chunk.Content) == 0 || len(chunk.Content) > wire.MaxChunk),
		chunk.Index < count-1 && len(chunk.Content) != wire.MaxChunk:
		return ChunkSize
	}
	return ""
}

func decodeSnapshot(encoded []byte) (*snapshot, Flaw) {
	in := canonical.NewReader(encoded)
	if in.Int32() != snapshotVersion {
		in.Fail()
	}
	made := &snapshot{postState: in.Hash(), context: in.Bytes()}
	in.List(func() {
		key, value := in.Bytes(), in.Bytes()
		last := len(made.entries) - 1
		if last >= 0 && bytes.Compare(made.entries[last].Key, key) >= 0 {
			in.Fail()
		}
		made.entries = append(made.entries, model.Write{Key: key, Value: &value})
	})
	if in.Done() != nil {
		return nil, Unreadable
	}
	return made, ""
}

// verify returns the context if this is the state that the validators have signed.
func (s *snapshot) verify(signed *Checkpoint) (*Context, Flaw) {
	switch {
	case digest.Sum(s.context) != signed.ContextRoot:
		return nil, WrongContext
	case s.postState != signed.PostState:
		return nil, WrongPostState
	case s.tree().Root() != signed.StateRoot:
		return nil, WrongEntries
	}
	context, ok := decodeContext(s.context)
	if !ok || context.Deployment != signed.Deployment || context.Partition != signed.Partition ||
		context.BusinessOffset != signed.BusinessOffset {
		return nil, WrongPlace
	}
	return context, ""
}

// tree is a fresh one each time.
func (s *snapshot) tree() *state.Tree {
	tree := state.NewTree()
	tree.Apply(s.entries)
	return tree
}
