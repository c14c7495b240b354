package recovery

import (
	"tribunal/internal/admission"
	"tribunal/internal/digest"
	"tribunal/internal/logline"
	"tribunal/internal/model"
	"tribunal/internal/rules"
	"tribunal/internal/state"
	"tribunal/internal/wire"
)

// Log gives the record at a business offset of one partition; an error when it cannot be had.
type Log func(offset int64) (model.BusinessRecord, error)

// VerifiedSnapshot is a verified state that a reader of business-log starts from, again at each rebuild. Everything in
// it was checked against a final checkpoint and the log.
type VerifiedSnapshot struct {
	snapshot *snapshot
	context  *Context
	rules    []model.BusinessRecord
}

// BusinessOffset is that of the last request that is part of it.
func (f *VerifiedSnapshot) BusinessOffset() int64 { return f.context.BusinessOffset }

// PostState is the end of the state digest chain.
func (f *VerifiedSnapshot) PostState() digest.Hash { return f.snapshot.postState }

// Size is how many keys have a value.
func (f *VerifiedSnapshot) Size() int { return len(f.snapshot.entries) }

// Decision is the number of the last decision in force.
func (f *VerifiedSnapshot) Decision() int64 { return f.context.Decisions }

// State is a fresh tree.
func (f *VerifiedSnapshot) State() *state.Tree { return f.snapshot.tree() }

// Admission is a fresh one that has read everything up to the offset.
func (f *VerifiedSnapshot) Admission() *admission.Partition {
	partition, flaw := f.context.reopen(f.rules)
	if flaw != "" {
		panic("what was verified once verifies again: " + flaw)
	}
	return partition
}

// Choose gives the state to begin from, nil where there is none: the newest snapshot that leaves no request unanswered, else
// the newest of all. One without enough signatures is skipped, one that contradicts its checkpoint is refused.
func Choose(partition int32, resumeFrom int64, shelf Snapshots, tally *Tally, log Log) *VerifiedSnapshot {
	for _, offset := range candidates(shelf, partition, resumeFrom) {
		place := Place{partition, offset}
		signed, final := tally.At(place)
		if !final {
			continue
		}
		found, flaw := found(&signed, shelf.chunks(place), log)
		if flaw == "" {
			return found
		}
		logline.Warn("snapshot_refused", "partition", partition, "offset", offset, "flaw", flaw, "action", "try_older")
	}
	return nil
}

func found(signed *Checkpoint, chunks []*wire.SnapshotChunk, log Log) (*VerifiedSnapshot, Flaw) {
	snapshot, flaw := assemble(signed, chunks)
	if flaw != "" {
		return nil, flaw
	}
	context, flaw := snapshot.verify(signed)
	if flaw != "" {
		return nil, flaw
	}
	if !context.risesFromGenesis() {
		return nil, RuleOffsets
	}
	var records []model.BusinessRecord
	for _, offset := range context.RuleOffsets {
		record, err := log(offset)
		if err != nil {
			return nil, Rules
		}
		records = append(records, record)
	}
	if _, flaw := context.reopen(records); flaw != "" {
		return nil, flaw
	}
	return &VerifiedSnapshot{snapshot, context, records}, ""
}

// Latest folds the values of isolation-audit behind genesis: what does not verify or does not follow is skipped.
func Latest(genesis *model.Genesis, deployment digest.Hash, audit [][]byte) (*rules.Chain, error) {
	chain, err := rules.NewChain(genesis, deployment)
	if err != nil {
		return nil, err
	}
	for _, value := range audit {
		decision, err := wire.Decision(value)
		if err != nil {
			continue
		}
		if next, objection := chain.Follow(decision); objection == nil {
			chain = next
		}
	}
	return chain, nil
}
