package worker

import (
	"tribunal/internal/admission"
	"tribunal/internal/digest"
	"tribunal/internal/logline"
	"tribunal/internal/model"
	"tribunal/internal/rules"
	"tribunal/internal/state"
	"tribunal/sdk"
)

// StateVoid is a ROOT-signed Void as one partition has read it (PROTOCOL 5): PostState is the state digest chain after the
// request at Offset, Position the offset of the Void entry itself.
type StateVoid struct {
	Offset    int64
	PostState digest.Hash
	Position  int64
}

// Beginning is the state that an executor starts from: an empty one, or a verified snapshot.
type Beginning struct {
	Admission    *admission.Partition
	State        *state.Tree
	PostState    digest.Hash
	LastAdmitted int64
}

// Executor handles the records of one partition: admission, execution, and the response to each admitted request. The
// responses depend on the records alone, given in offset order. Not safe for concurrent use.
type Executor struct {
	partition int32
	service   sdk.Service
	begin     Beginning
	voids     map[int64]StateVoid
}

// NewExecutor starts from a beginning. voids are those that an earlier run has read; the last one of an offset counts.
func NewExecutor(partition int32, service sdk.Service, begin Beginning, voids []StateVoid) *Executor {
	executor := &Executor{partition, service, begin, map[int64]StateVoid{}}
	for _, stateVoid := range voids {
		executor.voids[stateVoid.Offset] = stateVoid
	}
	return executor
}

// HandledRecord is what one record led to: a response, or a Void not known before (start again from the beginning with it,
// since earlier states are not kept), or neither. Rejected says whether admission rejected the record.
type HandledRecord struct {
	Response *model.Response
	NewVoid  *StateVoid
	Rejected bool
}

// Handle takes the next record. Its only error is admission.ErrBadGenesis.
func (e *Executor) Handle(record *model.BusinessRecord) (HandledRecord, error) {
	decision, err := e.begin.Admission.Decide(record)
	if err != nil {
		return HandledRecord{}, err
	}
	switch decision.Kind {
	case admission.Accepted:
		policy := &e.chain().Policy
		return HandledRecord{Response: e.Answer(record.Offset, record.ValueHash, decision.Request, policy)}, nil
	case admission.Applied:
		return HandledRecord{NewVoid: e.newVoid(record.Offset, decision.Control)}, nil
	default:
		return HandledRecord{Rejected: decision.Kind == admission.Rejected}, nil
	}
}

func (e *Executor) chain() *rules.Chain { return e.begin.Admission.Chain() }

// Answer executes an admitted request and updates the state.
func (e *Executor) Answer(offset int64, requestHash digest.Hash, request *model.Request, policy *model.Policy) *model.Response {
	said := guarded(e.service, e.begin.State, request, policy.MaxOutput)
	response := &model.Response{
		BusinessOffset: offset,
		RequestHash:    requestHash,
		PreState:       []byte{},
		PostState:      []byte{},
		StateRoot:      []byte{},
		Status:         said.status,
		ContentType:    said.contentType,
		Output:         said.output,
		Writes:         []model.Write{},
	}
	if policy.Stateful {
		e.advance(response, said.writes, e.isRootDue(offset, policy))
	}
	e.begin.LastAdmitted = offset
	return response
}

func (e *Executor) advance(response *model.Response, writes []model.Write, rootDue bool) {
	pre := e.begin.PostState
	post := state.Next(pre, writes)
	if !e.isVoid(response.BusinessOffset, pre, post) {
		e.begin.State.Apply(writes)
		e.begin.PostState = post
	}
	response.PreState, response.PostState, response.Writes = pre[:], post[:], writes
	if rootDue {
		root := e.begin.State.Root()
		response.StateRoot = root[:]
	}
}

func (e *Executor) isRootDue(offset int64, policy *model.Policy) bool {
	interval := int64(policy.CheckpointInterval)
	return offset/interval > e.begin.LastAdmitted/interval
}

// isVoid reports whether a Void removes the request's effect. A Void that names a state that cannot be reached is only
// logged.
func (e *Executor) isVoid(offset int64, pre, post digest.Hash) bool {
	stateVoid, found := e.voids[offset]
	if !found || stateVoid.PostState == post {
		return false
	}
	if stateVoid.PostState != pre {
		logline.Error("state_unreachable", "partition", e.partition, "offset", offset, "settled", stateVoid.PostState,
			"own", post, "note", "goes on diverged")
		return false
	}
	return true
}

func (e *Executor) newVoid(position int64, control *model.Control) *StateVoid {
	mandate, ok := control.Subject.(*model.Mandate)
	if !ok {
		return nil
	}
	void, ok := mandate.Action.(model.VoidState)
	if !ok || void.Partition != e.partition || void.BusinessOffset >= position {
		return nil
	}
	known, found := e.voids[void.BusinessOffset]
	if found && known.Position >= position {
		return nil // this Void, or a later one for the same offset, is known
	}
	return &StateVoid{void.BusinessOffset, void.PostState, position}
}
