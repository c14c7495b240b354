package probe

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"tribunal/internal/digest"
	"tribunal/internal/model"
	"tribunal/internal/recovery"
	"tribunal/internal/state"
	"tribunal/internal/wire"
	"tribunal/internal/worker"
)

// running is an executor whose state is kept from one probe to the next.
type running struct {
	executor *worker.Executor
	policy   model.Policy
}

func (s *session) execute(line []byte) (map[string]any, error) {
	var in struct {
		Reset              bool
		Deployment         octets
		Partition          int32
		Stateful           bool
		CheckpointInterval int32
		MaxOutput          int32
		Requests           []struct {
			Offset                           long
			RequestHash, Body                octets
			ShardKey, Operation, ContentType string
		}
	}
	in.Stateful, in.CheckpointInterval, in.MaxOutput = true, 1000, 64<<10
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	if in.CheckpointInterval <= 0 {
		return nil, errors.New("checkpointInterval not positive")
	}
	if in.Reset || s.running == nil {
		begin := worker.Beginning{State: state.NewTree()}
		s.running = &running{executor: worker.NewExecutor(in.Partition, s.service, begin, nil)}
	}
	s.running.policy = model.Policy{Stateful: in.Stateful, CheckpointInterval: in.CheckpointInterval, MaxOutput: in.MaxOutput}
	responses := []string{}
	for _, one := range in.Requests {
		hash, err := one.RequestHash.hash()
		if err != nil {
			return nil, err
		}
		request := &model.Request{ShardKey: one.ShardKey, Operation: one.Operation, ContentType: one.ContentType, Body: one.Body}
		encoded, err := wire.Response(s.running.executor.Answer(int64(one.Offset), hash, request, &s.running.policy))
		if err != nil {
			return nil, err
		}
		responses = append(responses, hex.EncodeToString(encoded))
	}
	return map[string]any{"responses": responses}, nil
}

func restore(line []byte) (map[string]any, error) {
	var in struct {
		Deployment  octets
		Partition   int32
		ResumeFrom  long
		Genesis     octets
		Audit       []octets
		Checkpoints []struct {
			LogAppendTime bool
			Value         octets
		}
		Snapshots []struct {
			Key   string
			Value octets
		}
		Records []record
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	deployment, err := in.Deployment.hash()
	if err != nil {
		return nil, err
	}
	genesis, err := founding(in.Genesis, deployment)
	if err != nil {
		return nil, err
	}
	audit := make([][]byte, len(in.Audit))
	for i, value := range in.Audit {
		audit[i] = value
	}
	latest, err := recovery.Latest(genesis, deployment, audit)
	if err != nil {
		return nil, err
	}
	tally, shelf := recovery.NewTally(genesis, latest), recovery.Shelf{}
	for _, one := range in.Checkpoints {
		if signed, err := wire.Checkpoint(one.LogAppendTime, one.Value); err == nil {
			tally.Add(signed)
		}
	}
	for _, one := range in.Snapshots {
		shelf.Take([]byte(one.Key), one.Value)
	}
	log := func(offset int64) (model.BusinessRecord, error) {
		for _, one := range in.Records {
			if int64(one.Offset) == offset {
				return one.decode(in.Partition), nil
			}
		}
		if offset == 0 {
			return wire.Business(in.Partition, 0, 0, true, in.Genesis), nil
		}
		return model.BusinessRecord{}, fmt.Errorf("offset %d is not in the log any more", offset)
	}
	if len(genesis.Validators) == 0 {
		return map[string]any{"restored": nil}, nil
	}
	found := recovery.Choose(in.Partition, int64(in.ResumeFrom), shelf, tally, log)
	if found == nil {
		return map[string]any{"restored": nil}, nil
	}
	return map[string]any{"restored": map[string]any{
		"businessOffset": decimal(found.BusinessOffset()),
		"postState":      found.PostState().String(),
		"stateRoot":      found.State().Root().String(),
		"entries":        found.Size(),
		"decision":       decimal(found.Decision()),
	}}, nil
}

// founding reads the genesis of exactly that deployment.
func founding(value []byte, deployment digest.Hash) (*model.Genesis, error) {
	entry := wire.Business(0, 0, 0, true, value).Entry
	if entry == nil || digest.Sum(entry.Envelope.Payload) != deployment {
		return nil, errors.New("not the genesis of this deployment")
	}
	genesis, ok := entry.Content.(*model.Genesis)
	if !ok {
		return nil, errors.New("not a genesis")
	}
	return genesis, nil
}
