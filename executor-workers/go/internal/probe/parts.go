package probe

import (
	"encoding/hex"
	"encoding/json"
	"errors"

	"tribunal/internal/admission"
	"tribunal/internal/digest"
	"tribunal/internal/jsonrule"
	"tribunal/internal/model"
	"tribunal/internal/signing"
	"tribunal/internal/state"
	"tribunal/internal/wire"
	"tribunal/internal/worker"
)

func partition(line []byte) (map[string]any, error) {
	var in struct {
		ShardKey   string
		Partitions int32
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	if in.Partitions <= 0 {
		return nil, errors.New("partitions not positive")
	}
	return map[string]any{"partition": admission.PartitionOf(in.ShardKey, in.Partitions)}, nil
}

func verify(line []byte) (map[string]any, error) {
	var in struct{ PublicKey, Message, Signature octets }
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	keyValid := signing.IsValidKey(in.PublicKey)
	return map[string]any{"keyValid": keyValid,
		"valid": keyValid && signing.Verify(in.PublicKey, in.Message, in.Signature)}, nil
}

func body(line []byte) (map[string]any, error) {
	var in struct{ Body octets }
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	return map[string]any{"valid": jsonrule.IsCanonicalBody(in.Body)}, nil
}

func window(line []byte) (map[string]any, error) {
	var in struct {
		Checks []struct{ Sequence, Offset long }
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	fresh := admission.NewWindow()
	results := []any{}
	for _, one := range in.Checks {
		check, first := fresh.Check(int64(one.Sequence))
		if check == admission.Fresh {
			fresh.Mark(int64(one.Sequence), int64(one.Offset))
		}
		results = append(results, map[string]any{"check": check, "firstOffset": position(first)})
	}
	return map[string]any{"results": results}, nil
}

// position is null for -1.
func position(offset int64) any {
	if offset < 0 {
		return nil
	}
	return decimal(offset)
}

func admit(line []byte) (map[string]any, error) {
	var in struct {
		Deployment octets
		Partition  int32
		Records    []record
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	deployment, err := in.Deployment.hash()
	if err != nil {
		return nil, err
	}
	log := admission.NewPartition(in.Partition, deployment)
	decisions := []any{}
	for _, one := range in.Records {
		found := one.decode(in.Partition)
		decision, err := log.Decide(&found)
		if err != nil {
			decisions = append(decisions, map[string]any{"decision": "BAD_GENESIS"})
			break
		}
		decisions = append(decisions, told(&decision, &found))
	}
	return map[string]any{"decisions": decisions}, nil
}

func told(decision *admission.Decision, record *model.BusinessRecord) map[string]any {
	said := map[string]any{"decision": decision.Kind}
	switch decision.Kind {
	case admission.Accepted:
		said["requestHash"] = record.ValueHash.String()
	case admission.Rejected:
		said["reason"], said["replayOf"] = decision.NamedReason(), position(decision.ReplayOf)
		said["requestId"], said["clientId"] = nil, nil
		if decision.Claimed != nil {
			said["requestId"] = hex.EncodeToString(decision.Claimed.RequestID[:])
			said["clientId"] = decision.Claimed.ClientID
		}
	}
	return said
}

func states(line []byte) (map[string]any, error) {
	var in struct {
		Steps []struct {
			Writes []struct{ Key, Value octets }
		}
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	tree, chain := state.NewTree(), digest.Hash{}
	steps := []any{}
	for _, step := range in.Steps {
		var writes []model.Write
		for _, write := range step.Writes {
			one := model.Write{Key: write.Key}
			if write.Value != nil {
				value := []byte(write.Value)
				one.Value = &value
			}
			writes = append(writes, one)
		}
		post := state.Next(chain, writes)
		tree.Apply(writes)
		steps = append(steps, map[string]any{"preState": chain.String(), "writesHash": state.WritesHash(writes).String(),
			"postState": post.String(), "stateRoot": tree.Root().String(), "entries": decimal(int64(tree.Size()))})
		chain = post
	}
	return map[string]any{"steps": steps}, nil
}

func batch(line []byte) (map[string]any, error) {
	var in struct {
		Seed, Deployment octets
		ExecutorID       string
		Partition        int32
		ProcessedTo      long
		SchemaID         uint32
		Responses        []octets
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	key, err := signing.KeyFromSeed(in.Seed)
	if err != nil {
		return nil, err
	}
	deployment, err := in.Deployment.hash()
	if err != nil {
		return nil, err
	}
	responses := make([][]byte, len(in.Responses))
	for i, response := range in.Responses {
		responses[i] = response
	}
	signer := worker.Signer{Deployment: deployment, ExecutorID: in.ExecutorID, Key: key, SchemaID: in.SchemaID}
	value, err := signer.Sign(in.Partition, int64(in.ProcessedTo), responses)
	return map[string]any{"value": hex.EncodeToString(value)}, err
}

func rejoin(line []byte) (map[string]any, error) {
	var in struct {
		Seed, Deployment octets
		ExecutorID       string
		Isolation        long
		SchemaID         uint32
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	key, err := signing.KeyFromSeed(in.Seed)
	if err != nil {
		return nil, err
	}
	deployment, err := in.Deployment.hash()
	if err != nil {
		return nil, err
	}
	own := worker.OwnRejoin{Deployment: deployment, ExecutorID: in.ExecutorID, Key: key}
	value, err := wire.Rejoin(in.SchemaID, own.Record(int64(in.Isolation)))
	return map[string]any{"value": hex.EncodeToString(value)}, err
}
