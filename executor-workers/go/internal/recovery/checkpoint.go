package recovery

import (
	"tribunal/internal/canonical"
	"tribunal/internal/digest"
	"tribunal/internal/model"
	"tribunal/internal/rules"
	"tribunal/internal/signing"
	"tribunal/internal/wire"
)

const checkpointType = "application/vnd.tribunal.checkpoint.v1"

// Place is a partition and a business offset in it.
type Place struct {
	Partition int32
	Offset    int64
}

// Checkpoint is a position after which a reader may start: the agreed state and the state of admission there.
type Checkpoint struct {
	Deployment     digest.Hash
	Partition      int32
	BusinessOffset int64
	PostState      digest.Hash
	StateRoot      digest.Hash
	ContextRoot    digest.Hash
}

// SignedBytes is what validators sign.
func (c Checkpoint) SignedBytes() []byte {
	body := &canonical.Writer{}
	body.Hash(c.Deployment).Int32(c.Partition).Int64(c.BusinessOffset)
	return signing.PAE(checkpointType, body.Hash(c.PostState).Hash(c.StateRoot).Hash(c.ContextRoot).Bytes())
}

// Tally counts who has signed which checkpoint: v + 1 distinct validators make it final. A validator has one say for a
// place, its first.
type Tally struct {
	genesis *model.Genesis
	chain   *rules.Chain
	said    map[Place]map[string]Checkpoint
}

// NewTally uses the keys in force after the latest known decision: one that was revoked later may have been stolen before.
func NewTally(genesis *model.Genesis, latest *rules.Chain) *Tally {
	return &Tally{genesis, latest, map[Place]map[string]Checkpoint{}}
}

// Add counts a checkpoint, if a validator has signed it.
func (t *Tally) Add(signed *wire.SignedCheckpoint) {
	checkpoint := Checkpoint{signed.Deployment, signed.Partition, signed.BusinessOffset, signed.PostState,
		signed.StateRoot, signed.ContextRoot}
	if checkpoint.Deployment != t.chain.Deployment {
		return
	}
	validator, ok := t.chain.Registry.Signer(model.Validator, checkpoint.SignedBytes(), model.KeySignature(signed.Signature))
	if !ok || !t.genesis.IsValidator(validator) {
		return
	}
	place := Place{checkpoint.Partition, checkpoint.BusinessOffset}
	if t.said[place] == nil {
		t.said[place] = map[string]Checkpoint{}
	}
	if _, spoken := t.said[place][validator]; !spoken {
		t.said[place][validator] = checkpoint
	}
}

// At is the checkpoint of that position that enough validators have signed; nothing when two have enough signatures.
func (t *Tally) At(place Place) (Checkpoint, bool) {
	votes := map[Checkpoint]int{}
	for _, said := range t.said[place] {
		votes[said]++
	}
	var final []Checkpoint
	for said, count := range votes {
		if count >= t.genesis.OneHonestValidator() {
			final = append(final, said)
		}
	}
	if len(final) != 1 {
		return Checkpoint{}, false
	}
	return final[0], true
}
