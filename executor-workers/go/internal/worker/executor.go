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

// Settlement is a ROOT-signed Void as one partition has read it: what the state digest chain is after the request at Offset,
// and the Position of the Void entry itself.
type Settlement struct {
	Offset    int64
	PostState digest.Hash
	Position  int64
}

// Beginning is where an executor begins: nothing read yet, or behind a verified state.
type Beginning struct {
	Admission    *admission.Partition
	State        *state.Tree
	PostState    digest.Hash
	LastAdmitted int64
}

// Executor works off one partition: admission, the service's state, and the response to each admitted request. A function
// of the records alone, given in offset order. Not safe for concurrent use.
type Executor struct {
	partition   int32
	service     sdk.Service
	begin       Beginning
	settlements map[int64]Settlement
}

// NewExecutor goes on from a beginning. settled are settlements that an earlier run came upon; the last of an offset counts.
func NewExecutor(partition int32, service sdk.Service, begin Beginning, settled []Settlement) *Executor {
	executor := &Executor{partition, service, begin, map[int64]Settlement{}}
	for _, settlement := range settled {
		executor.settlements[settlement.Offset] = settlement
	}
	return executor
}

// Outcome is what came of one record: a response, or a settlement not known before (start again from the beginning with it,
// since earlier state is not kept), or neither. Rejected tells whether the record was refused.
type Outcome struct {
	Response *model.Response
	Unknown  *Settlement
	Rejected bool
}

// Handle takes the next record. Its only error is admission.ErrBadGenesis.
func (e *Executor) Handle(record *model.BusinessRecord) (Outcome, error) {
	decision, err := e.begin.Admission.Decide(record)
	if err != nil {
		return Outcome{}, err
	}
	switch decision.Kind {
	case admission.Accepted:
		policy := &e.chain().Policy
		return Outcome{Response: e.Answer(record.Offset, record.ValueHash, decision.Request, policy)}, nil
	case admission.Applied:
		return Outcome{Unknown: e.unknown(record.Offset, decision.Control)}, nil
	default:
		return Outcome{Rejected: decision.Kind == admission.Rejected}, nil
	}
}

func (e *Executor) chain() *rules.Chain { return e.begin.Admission.Chain() }

// Answer executes an admitted request and keeps the state.
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

// isVoid tells whether a settlement takes the request's effect away. One that names a state we cannot reach is reported only.
func (e *Executor) isVoid(offset int64, pre, post digest.Hash) bool {
	settlement, found := e.settlements[offset]
	if !found || settlement.PostState == post {
		return false
	}
	if settlement.PostState != pre {
		logline.Error("state_unreachable", "partition", e.partition, "offset", offset, "settled", settlement.PostState,
			"own", post, "note", "goes on diverged")
		return false
	}
	return true
}

func (e *Executor) unknown(position int64, control *model.Control) *Settlement {
	mandate, ok := control.Subject.(*model.Mandate)
	if !ok {
		return nil
	}
	void, ok := mandate.Action.(model.VoidState)
	if !ok || void.Partition != e.partition || void.BusinessOffset >= position {
		return nil
	}
	known, found := e.settlements[void.BusinessOffset]
	if found && known.Position >= position {
		return nil // known, or replaced by a later one of the same offset
	}
	return &Settlement{void.BusinessOffset, void.PostState, position}
}
