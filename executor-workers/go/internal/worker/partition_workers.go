package worker

import (
	"tribunal/internal/admission"
	"tribunal/internal/digest"
	"tribunal/internal/logline"
	"tribunal/internal/recovery"
	"tribunal/internal/rules"
	"tribunal/internal/state"
	"tribunal/sdk"
)

// PartitionWorkers creates the worker of each partition, which starts from the best verified snapshot of that partition, if
// any.
type PartitionWorkers struct {
	Deployment digest.Hash
	ExecutorID string
	Service    sdk.Service
	// Find returns the best verified snapshot of each partition that has one; resume is the offset up to which all is answered.
	Find func(resume map[int32]int64) map[int32]*recovery.VerifiedSnapshot
}

// Create returns one fresh worker for each partition; resume is, by partition, the offset up to which everything is answered.
func (w *PartitionWorkers) Create(resume map[int32]int64) map[int32]*Partition {
	found := w.Find(resume)
	workers := map[int32]*Partition{}
	for partition, resumeFrom := range resume {
		workers[partition] = w.create(partition, resumeFrom, found[partition])
	}
	return workers
}

func (w *PartitionWorkers) create(partition int32, resumeFrom int64, verifiedSnapshot *recovery.VerifiedSnapshot) *Partition {
	begin := int64(0)
	if verifiedSnapshot != nil {
		begin = verifiedSnapshot.BusinessOffset() + 1
		logline.Info("restored", "partition", partition, "from", verifiedSnapshot.BusinessOffset(), "entries", verifiedSnapshot.Size())
	}
	return NewPartition(partition, begin, resumeFrom, func(voids []StateVoid) *Executor {
		return NewExecutor(partition, w.Service, w.beginning(partition, verifiedSnapshot), voids)
	})
}

func (w *PartitionWorkers) beginning(partition int32, verifiedSnapshot *recovery.VerifiedSnapshot) Beginning {
	if verifiedSnapshot == nil {
		return Beginning{Admission: admission.NewPartition(partition, w.Deployment), State: state.NewTree()}
	}
	return Beginning{Admission: verifiedSnapshot.Admission(), State: verifiedSnapshot.State(), PostState: verifiedSnapshot.PostState(),
		LastAdmitted: verifiedSnapshot.BusinessOffset()}
}

// Isolation is the decision that isolates this executor, by the newest rules that any of the workers has read; 0 for none.
func (w *PartitionWorkers) Isolation(workers map[int32]*Partition) int64 {
	var newest *rules.Chain
	for _, worker := range workers {
		if chain := worker.Rules(); chain != nil && (newest == nil || chain.Number > newest.Number) {
			newest = chain
		}
	}
	if newest == nil {
		return none
	}
	if member := newest.Membership[w.ExecutorID]; member.Status == rules.Isolated {
		return member.Isolation
	}
	return none
}
