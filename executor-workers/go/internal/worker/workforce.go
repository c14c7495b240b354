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

// Workforce gives each partition its worker, which begins from the best verified state there is.
type Workforce struct {
	Deployment digest.Hash
	ExecutorID string
	Service    sdk.Service
	// Find gives the best verified state of each partition that has one, by the offset up to which all is answered.
	Find func(resume map[int32]int64) map[int32]*recovery.Foundation
}

// Hire gives a fresh worker a partition; resume is, by partition, the offset up to which everything is answered.
func (w *Workforce) Hire(resume map[int32]int64) map[int32]*Partition {
	found := w.Find(resume)
	workers := map[int32]*Partition{}
	for partition, resumeFrom := range resume {
		workers[partition] = w.hire(partition, resumeFrom, found[partition])
	}
	return workers
}

func (w *Workforce) hire(partition int32, resumeFrom int64, foundation *recovery.Foundation) *Partition {
	begin := int64(0)
	if foundation != nil {
		begin = foundation.BusinessOffset() + 1
		logline.Info("restored", "partition", partition, "from", foundation.BusinessOffset(), "entries", foundation.Size())
	}
	return NewPartition(partition, begin, resumeFrom, func(settled []Settlement) *Executor {
		return NewExecutor(partition, w.Service, w.beginning(partition, foundation), settled)
	})
}

func (w *Workforce) beginning(partition int32, foundation *recovery.Foundation) Beginning {
	if foundation == nil {
		return Beginning{Admission: admission.NewPartition(partition, w.Deployment), State: state.NewTree()}
	}
	return Beginning{Admission: foundation.Admission(), State: foundation.State(), PostState: foundation.PostState(),
		LastAdmitted: foundation.BusinessOffset()}
}

// Isolation is the decision that isolates this executor, by the newest rules that any of the workers has read; 0 for none.
func (w *Workforce) Isolation(workers map[int32]*Partition) int64 {
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
