package wire

import (
	"errors"
	"fmt"

	"tribunal/internal/model"
)

func control(payload []byte) (model.Content, error) {
	travel, err := controlBody.viewSingle(payload)
	if err != nil {
		return nil, err
	}
	return controlOf(travel)
}

// Decision reads a value of isolation-audit: a certified decision, checked for its form only.
func Decision(value []byte) (*model.Control, error) {
	raw, err := unframe(value, 1<<31-1)
	if err != nil {
		return nil, err
	}
	travel, err := decisionBody.view(raw)
	if err != nil {
		return nil, err
	}
	return controlOf(travel)
}

func controlOf(n node) (*model.Control, error) {
	certificate, err := signaturesOf(n.nodes("certificate"))
	if err != nil {
		return nil, err
	}
	made := &model.Control{Number: n.int64("decision"), Previous: n.hash("previous"), Outcome: n.text("outcome"),
		Certificate: certificate}
	switch name, value := n.branch("subject"); name {
	case "Proposal":
		made.Subject, err = proposalOf(n, value.(node))
	case "Mandate":
		made.Subject, err = mandateOf(n, value.(node))
	default:
		err = fmt.Errorf("no branch of the subject's union: %s", name)
	}
	if err != nil {
		return nil, err
	}
	return made, nil
}

var changes = map[string]model.Change{"ISOLATE": model.Isolate, "DOWN": model.Down, "UP": model.Up,
	"PROBATION": model.Probation, "READMIT": model.Readmit}

func proposalOf(outer, n node) (*model.Proposal, error) {
	_, grounds := n.branch("grounds")
	reason, _ := grounds.(string)
	made := &model.Proposal{
		Deployment:       outer.hash("deployment"),
		Change:           changes[n.text("change")],
		Executor:         n.text("executor"),
		Grounds:          reason,
		Lifts:            n.int64("lifts"),
		Partition:        n.int32("partition"),
		ResponseOffset:   n.int64("responseOffset"),
		Statistic:        n.int64("statistic"),
		Evidence:         n.longs("evidence"),
		LogRoot:          n.hash("logRoot"),
		PreviousDecision: n.int64("previousDecision"),
	}
	var wrong collect
	wrong.require((made.Change == model.Isolate) == (reason != ""), "grounds")
	wrong.require(reason != "SILENT", "silence leads to DOWN, not to isolation")
	wrong.require(made.Change == model.Readmit || made.Lifts == 0, "lifts")
	wrong.require(made.Partition >= 0 && made.ResponseOffset >= 0, "no such position")
	wrong.check(model.CheckIdentifier("executor id", made.Executor))
	return made, wrong.err
}

func mandateOf(outer, n node) (*model.Mandate, error) {
	signatures, err := signaturesOf(n.nodes("signatures"))
	if err != nil {
		return nil, err
	}
	made := &model.Mandate{Deployment: outer.hash("deployment"), Number: n.int64("number"), Signatures: signatures}
	name, value := n.branch("action")
	if made.Action, err = actionOf(name, value.(node)); err != nil {
		return nil, err
	}
	made.ActionBytes = n.raw("action")
	return made, nil
}

func actionOf(name string, n node) (model.Action, error) {
	switch name {
	case "RegisterKey":
		key, err := keyOf(n.node("key"))
		return model.RegisterKey{Key: key}, err
	case "RevokeKey":
		id := n.text("keyId")
		return model.RevokeKey{KeyID: id}, model.CheckIdentifier("key id", id)
	case "ChangePolicy":
		policy, err := policyOf(n.node("policy"))
		return model.ChangePolicy{Policy: policy}, err
	case "VoidState":
		void := model.VoidState{Partition: n.int32("partition"), BusinessOffset: n.int64("businessOffset"),
			PostState: n.hash("postState")}
		if void.Partition < 0 || void.BusinessOffset < 0 {
			return nil, errors.New("action: no such position")
		}
		return void, nil
	default:
		return nil, fmt.Errorf("no branch of the action's union: %s", name)
	}
}

func signaturesOf(nodes []node) ([]model.KeySignature, error) {
	signatures := make([]model.KeySignature, len(nodes))
	names := make([]string, len(nodes))
	for i, n := range nodes {
		signatures[i] = signatureOf(n)
		names[i] = signatures[i].KeyID
	}
	return signatures, model.CheckAscending("signatures", names)
}

func signatureOf(n node) model.KeySignature {
	return model.KeySignature{KeyID: n.text("keyId"), Signature: n.bytes("signature")}
}
