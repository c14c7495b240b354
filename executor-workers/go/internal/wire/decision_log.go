package wire

import (
	"errors"

	"tribunal/internal/digest"
	"tribunal/internal/model"
)

const maxOrderEntry = model.MaxEntry - 64<<10

type avroKeySignature struct {
	KeyID     string `avro:"keyId"`
	Signature []byte `avro:"signature"`
}

// Rejoin is a framed value of isolation-endorsements that requests to rejoin.
func Rejoin(schemaID uint32, rejoin *model.Rejoin) ([]byte, error) {
	raw, err := decisionLogBody.encode(map[string]any{
		"deployment": rejoin.Deployment[:],
		"content": map[string]any{"io.tribunal.schemas.avro.RejoinRequest": map[string]any{
			"executor":  rejoin.Executor,
			"isolation": rejoin.Isolation,
			"signature": map[string]any{"keyId": rejoin.Signature.KeyID, "signature": rejoin.Signature.Signature},
		}},
	})
	if err != nil {
		return nil, err
	}
	return Frame(schemaID, raw), nil
}

// ReadRejoin reads a value of isolation-endorsements, and refuses all but well-formed requests to rejoin.
func ReadRejoin(stamped bool, value []byte) (*model.Rejoin, error) {
	if !stamped {
		return nil, errors.New("not stamped by the broker (LogAppendTime)")
	}
	raw, err := unframe(value, maxOrderEntry)
	if err != nil {
		return nil, err
	}
	travel, err := decisionLogBody.view(raw)
	if err != nil {
		return nil, err
	}
	name, found := travel.branch("content")
	if name != "RejoinRequest" {
		return nil, errors.New("another kind of entry")
	}
	content := found.(node)
	made := &model.Rejoin{
		Deployment: travel.hash("deployment"),
		Executor:   content.text("executor"),
		Isolation:  content.int64("isolation"),
		Signature:  signatureOf(content.node("signature")),
	}
	return made, model.CheckIdentifier("executor id", made.Executor)
}

const (
	maxCheckpointValue = 1024
	// MaxChunk is the size of a snapshot chunk's content, in bytes; only the last one may be shorter.
	MaxChunk      = 256 << 10
	maxChunkValue = MaxChunk + 1024
)

// SignedCheckpoint is a checkpoint with an unverified signature.
type SignedCheckpoint struct {
	Deployment     digest.Hash      `avro:"deployment"`
	Partition      int32            `avro:"partition"`
	BusinessOffset int64            `avro:"businessOffset"`
	PostState      digest.Hash      `avro:"postState"`
	StateRoot      digest.Hash      `avro:"stateRoot"`
	ContextRoot    digest.Hash      `avro:"contextRoot"`
	Signature      avroKeySignature `avro:"signature"`
}

// Checkpoint reads a value of checkpoints.
func Checkpoint(stamped bool, value []byte) (*SignedCheckpoint, error) {
	if !stamped {
		return nil, errors.New("not stamped by the broker (LogAppendTime)")
	}
	raw, err := unframe(value, maxCheckpointValue)
	if err != nil {
		return nil, err
	}
	made := &SignedCheckpoint{}
	if err := checkpoint.decode(raw, made); err != nil {
		return nil, err
	}
	if made.Partition < 0 || made.BusinessOffset < 0 {
		return nil, errors.New("no such position")
	}
	return made, nil
}

// SnapshotChunk is a part of a snapshot; nothing in it is verified yet.
type SnapshotChunk struct {
	Deployment     digest.Hash `avro:"deployment"`
	Partition      int32       `avro:"partition"`
	BusinessOffset int64       `avro:"businessOffset"`
	Index          int32       `avro:"index"`
	Count          int32       `avro:"count"`
	Content        []byte      `avro:"content"`
}

// Chunk reads a value of snapshots.
func Chunk(value []byte) (*SnapshotChunk, error) {
	raw, err := unframe(value, maxChunkValue)
	if err != nil {
		return nil, err
	}
	made := &SnapshotChunk{}
	if err := snapshotChunk.decode(raw, made); err != nil {
		return nil, err
	}
	if made.Partition < 0 || made.BusinessOffset < 0 {
		return nil, errors.New("no such position")
	}
	return made, nil
}
