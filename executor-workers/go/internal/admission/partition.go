package admission

import (
	"errors"
	"fmt"

	"tribunal/internal/digest"
	"tribunal/internal/jsonrule"
	"tribunal/internal/model"
	"tribunal/internal/rules"
	"tribunal/internal/signing"
)

// ErrBadGenesis says that a partition does not begin with the genesis entry of this deployment: none of its entries can be
// admitted.
var ErrBadGenesis = errors.New("not the genesis of this deployment")

// Kind is admission's decision on a record.
type Kind string

// The kinds of decision.
const (
	Opened   Kind = "OPENED"   // the genesis entry: the rules are known from here on
	Accepted Kind = "ADMITTED" // a request that executors answer
	Applied  Kind = "APPLIED"  // a control entry that is in force from here on
	Rejected Kind = "REJECTED" // changes nothing and gets no answer
)

// Decision is the result for one record. Request is set when it was admitted, Control when it was applied. Of a rejected one
// the claims are repeated only when its signature was found valid; ReplayOf is -1 where there is none. NamedReason is Reason,
// except that rules version 1 name the reason of a genesis by its public keys too.
type Decision struct {
	Kind     Kind
	Request  *model.Request
	Control  *model.Control
	Reason   rules.Rejection
	Detail   string
	ReplayOf int64
	Claimed  *model.Request

	unvalidated []model.Key
}

// NamedReason is the reason of a rejection for whoever tells it. It may have to validate thousands of keys, for which the log does
// not wait.
func (d *Decision) NamedReason() rules.Rejection {
	for _, key := range d.unvalidated {
		if !signing.IsValidKey(key.Public) {
			return rules.Malformed
		}
	}
	return d.Reason
}

// Partition folds one partition's business log. Not safe for concurrent use.
type Partition struct {
	partition   int32
	deployment  digest.Hash
	verifier    *signing.Verifier
	genesis     *model.Genesis
	chain       *rules.Chain
	windows     map[string]*Window
	ruleOffsets []int64
}

// NewPartition returns a partition that has read nothing yet. deployment is the SHA-256 of the genesis payload that the
// partition must begin with.
func NewPartition(partition int32, deployment digest.Hash) *Partition {
	return &Partition{partition: partition, deployment: deployment, verifier: signing.NewVerifier(),
		windows: map[string]*Window{}}
}

// Chain returns the rules in force, nil before genesis.
func (p *Partition) Chain() *rules.Chain { return p.chain }

// RuleOffsets are the business offsets of genesis and of the control entries applied since.
func (p *Partition) RuleOffsets() []int64 { return p.ruleOffsets }

// Windows are the replay windows by key id.
func (p *Partition) Windows() map[string]*Window { return p.windows }

// Decide decides on the next record; they come in offset order. Its only error is ErrBadGenesis.
func (p *Partition) Decide(record *model.BusinessRecord) (Decision, error) {
	if p.chain == nil {
		return p.open(record)
	}
	if record.Entry == nil {
		return Decision{Kind: Rejected, Reason: rules.Malformed, Detail: record.Detail, ReplayOf: unused}, nil
	}
	objection := p.authenticate(record.Entry)
	if genesis, ok := record.Entry.Content.(*model.Genesis); ok {
		return p.refuseGenesis(record, genesis, objection), nil
	}
	if objection != nil {
		return rejected(record, objection, unused), nil
	}
	if request, ok := record.Entry.Content.(*model.Request); ok {
		return p.decideRequest(record, request), nil
	}
	return p.decideControl(record, record.Entry.Content.(*model.Control)), nil
}

// refuseGenesis refuses one that stands elsewhere than at offset 0.
func (p *Partition) refuseGenesis(record *model.BusinessRecord, again *model.Genesis, objection *rules.Objection) Decision {
	if objection == nil {
		objection = &rules.Objection{Reason: rules.WrongDeployment, Detail: "genesis stands at offset 0 only"}
	}
	decision := rejected(record, objection, unused)
	if p.genesis.RulesVersion.ValidatesStrayKeys() {
		decision.unvalidated = again.Keys
	}
	return decision
}

func (p *Partition) open(record *model.BusinessRecord) (Decision, error) {
	if record.Offset != 0 || record.Partition != p.partition || record.Entry == nil {
		return Decision{}, fmt.Errorf("business-log %d@%d: %w", record.Partition, record.Offset, ErrBadGenesis)
	}
	genesis, ok := record.Entry.Content.(*model.Genesis)
	if !ok || digest.Sum(record.Entry.Envelope.Payload) != p.deployment {
		return Decision{}, fmt.Errorf("business-log %d@0: %w", record.Partition, ErrBadGenesis)
	}
	chain, err := rules.NewChain(genesis, p.deployment)
	if err != nil {
		return Decision{}, fmt.Errorf("%w: %w", ErrBadGenesis, err)
	}
	p.genesis, p.chain, p.ruleOffsets = genesis, chain, []int64{0}
	return Decision{Kind: Opened}, nil
}

// authenticate applies the rules about the signature: schema, deployment, key, role, owner, signature.
func (p *Partition) authenticate(entry *model.Entry) *rules.Objection {
	if !p.chain.Policy.Accepts(entry.Fingerprint) {
		return &rules.Objection{Reason: rules.Malformed, Detail: "payload schema is not accepted at this position"}
	}
	if entry.Content.In() != p.deployment {
		return &rules.Objection{Reason: rules.WrongDeployment, Detail: "signed for another deployment"}
	}
	key, known := p.chain.Registry.Find(entry.Envelope.KeyID)
	if !known {
		return &rules.Objection{Reason: rules.UnknownKey, Detail: "key is not registered here"}
	}
	if !maySign(key, entry.Content) || !p.verifier.IsSignedBy(key.Public, &entry.Envelope) {
		return &rules.Objection{Reason: rules.BadSignature, Detail: "not signed by whom it names"}
	}
	return nil
}

func maySign(key model.Key, content model.Content) bool {
	switch content := content.(type) {
	case *model.Request:
		return key.Role == model.Client && key.Owner == content.ClientID
	case *model.Control:
		return key.Role == model.Root || key.Role == model.Validator
	default:
		return key.Role == model.Root
	}
}

func (p *Partition) decideRequest(record *model.BusinessRecord, request *model.Request) Decision {
	if objection := p.objectTo(record, request); objection != nil {
		return rejected(record, objection, unused)
	}
	window := p.windows[record.Entry.Envelope.KeyID]
	if window == nil {
		window = NewWindow()
		p.windows[record.Entry.Envelope.KeyID] = window
	}
	check, first := window.Check(request.Sequence)
	if check != Fresh {
		return rejected(record, &rules.Objection{Reason: p.reason(check), Detail: "sequence number"}, first)
	}
	window.Mark(request.Sequence, record.Offset)
	return Decision{Kind: Accepted, Request: request, ReplayOf: unused}
}

// reason is the name of a check that failed, under the rules of the deployment.
func (p *Partition) reason(check Check) rules.Rejection {
	if check == SequenceTooOld && !p.genesis.RulesVersion.TellsTooOldFromReplayed() {
		return rules.Replayed
	}
	return rules.Rejection(check)
}

// objectTo applies the rules about what a well-signed request says: partition, validity, body.
func (p *Partition) objectTo(record *model.BusinessRecord, request *model.Request) *rules.Objection {
	switch {
	case PartitionOf(request.ShardKey, p.genesis.Partitions) != record.Partition:
		return &rules.Objection{Reason: rules.WrongPartition, Detail: "the shard key belongs elsewhere"}
	case record.AppendTime > request.NotAfter:
		return &rules.Objection{Reason: rules.Expired, Detail: "appended too late"}
	case request.NotAfter-record.AppendTime > p.chain.Policy.MaxValidity:
		return &rules.Objection{Reason: rules.Expired, Detail: "valid for too long"}
	case request.ContentType == "application/json" && !jsonrule.IsCanonicalBody(request.Body):
		return &rules.Objection{Reason: rules.MalformedBody, Detail: "body is not canonical JSON within the limits"}
	}
	return nil
}

func (p *Partition) decideControl(record *model.BusinessRecord, control *model.Control) Decision {
	next, objection := p.chain.Follow(control)
	if objection != nil {
		return rejected(record, objection, unused)
	}
	p.chain = next
	p.ruleOffsets = append(p.ruleOffsets, record.Offset)
	return Decision{Kind: Applied, Control: control, ReplayOf: unused}
}

func rejected(record *model.BusinessRecord, objection *rules.Objection, replayOf int64) Decision {
	decision := Decision{Kind: Rejected, Reason: objection.Reason, Detail: objection.Detail, ReplayOf: replayOf}
	switch objection.Reason {
	case rules.Malformed, rules.WrongDeployment, rules.UnknownKey, rules.BadSignature:
	default:
		decision.Claimed, _ = record.Entry.Content.(*model.Request)
	}
	return decision
}
