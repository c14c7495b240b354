package fault

import (
	"strconv"

	"tribunal/internal/logline"
	"tribunal/internal/wire"
	"tribunal/internal/worker"
	"tribunal/sdk"
)

// Injector injects one fault between a correct executor and the log. Not for production.
type Injector struct {
	spec  *Spec
	dice  dice
	halt  func()
	clock func() int64
}

// NewInjector injects a fault, or none for nil. halt ends the process at once; clock gives ms since its start.
func NewInjector(spec *Spec, seed int64, halt func(), clock func() int64) *Injector {
	if spec != nil {
		logline.Warn("FAULT_INJECTED", "fault", spec.Text, "seed", seed, "note", "NOT FOR PRODUCTION")
	}
	return &Injector{spec, dice(seed), halt, clock}
}

func (i *Injector) present() string {
	if i.spec == nil || i.spec.Seconds >= 0 && i.clock() >= 1000*i.spec.Seconds {
		return ""
	}
	return i.spec.Kind
}

// Around returns the same service with the fault's wrong answers.
func (i *Injector) Around(honest sdk.Service) sdk.Service {
	if i.spec == nil {
		return honest
	}
	return func(state sdk.State, request sdk.Request) sdk.Answer {
		return i.distorted(honest(state, request), request)
	}
}

func (i *Injector) distorted(answer sdk.Answer, request sdk.Request) sdk.Answer {
	kind := i.present()
	if kind != "lie" && kind != "wrong-state" || !i.dice.falls(i.spec.Probability, request.ID[:]) {
		return answer
	}
	if kind == "lie" {
		if i.spec.Operation == "" || i.spec.Operation == request.Operation {
			answer.Output = i.dice.falseOutput(answer.Output, request.ID[:])
		}
		return answer
	}
	if answer.Status == sdk.Refused {
		return answer
	}
	writes := make([]sdk.Write, len(answer.Writes))
	for n, write := range answer.Writes {
		writes[n] = write
		if !write.Remove {
			writes[n].Value = i.dice.falseState(write.Value, request.ID[:])
		}
	}
	answer.Writes = writes
	return answer
}

// Outgoing is a batch to be written no sooner than Delay ms from now.
type Outgoing struct {
	Batch worker.Batch
	Delay int64
}

// Outgoing returns the batches that the fault writes in place of these, in order.
func (i *Injector) Outgoing(batches []worker.Batch) []Outgoing {
	var all []Outgoing
	for _, batch := range batches {
		all = append(all, i.outgoing(batch)...)
	}
	return all
}

func (i *Injector) outgoing(batch worker.Batch) []Outgoing {
	switch i.present() {
	case "silent":
		batch.Items = nil
	case "delay":
		subject := []byte(strconv.FormatInt(batch.ProcessedTo, 10))
		return []Outgoing{{batch, i.dice.between(i.spec.Least, i.spec.Most, subject)}}
	case "equivocate":
		others := worker.Batch{ProcessedTo: batch.ProcessedTo, ResumeFrom: batch.ResumeFrom, Items: i.contradicting(batch)}
		if len(others.Items) > 0 {
			return []Outgoing{{batch, 0}, {others, 0}}
		}
	case "crash":
		for _, item := range batch.Items {
			if i.dice.falls(i.spec.Probability, item.Encoded) {
				i.halt()
			}
		}
	}
	return []Outgoing{{batch, 0}}
}

func (i *Injector) contradicting(batch worker.Batch) []worker.Item {
	var others []worker.Item
	for _, item := range batch.Items {
		if !i.dice.falls(i.spec.Probability, item.Encoded) {
			continue
		}
		other := *item.Response
		other.Output = i.dice.falseOutput(other.Output, item.Encoded)
		if encoded, err := wire.Response(&other); err == nil {
			others = append(others, worker.Item{Encoded: encoded, Response: &other})
		}
	}
	return others
}
