package worker

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"tribunal/internal/admission"
	"tribunal/internal/digest"
	"tribunal/internal/golden"
	"tribunal/internal/model"
	"tribunal/internal/state"
	"tribunal/sdk"
)

// replay gives the batches that a worker writes for the golden log, drained after each record; a Void makes it start again.
func replay(t *testing.T, log golden.Log, resumeFrom int64) []Batch {
	one := newWorker(log, resumeFrom)
	var batches []Batch
	for i := 0; i < len(log.Records); i++ {
		continues, err := one.Handle(&log.Records[i])
		if err != nil {
			t.Fatal(err)
		}
		if !continues {
			i = int(one.Begin()) - 1
		}
		batches = append(batches, one.Drain(0)...)
	}
	return batches
}

func offsets(batches []Batch) []int64 {
	var found []int64
	for _, batch := range batches {
		for _, item := range batch.Items {
			found = append(found, item.Response.BusinessOffset)
		}
	}
	return found
}

// The golden log has a Void at 60 for the request at 1.
const (
	voidPosition = 60
	voidedOffset = 1
)

func beyond(offsets []int64, offset int64) []int64 {
	return slices.DeleteFunc(slices.Clone(offsets), func(one int64) bool { return one <= offset })
}

// TestRestart resumes at every offset: acknowledged answers are repeated only for requests after a Void that was not passed.
func TestRestart(t *testing.T) {
	log := golden.Load(t)
	said := map[int64][][]byte{}
	for _, batch := range replay(t, log, 0) {
		for _, item := range batch.Items {
			said[item.Response.BusinessOffset] = append(said[item.Response.BusinessOffset], item.Encoded)
		}
	}
	for resumeFrom := int64(0); resumeFrom <= int64(len(log.Records)); resumeFrom++ {
		batches := replay(t, log, resumeFrom)
		wanted := beyond(log.Admitted, resumeFrom-1)
		if resumeFrom <= voidPosition {
			before := slices.DeleteFunc(slices.Clone(wanted), func(offset int64) bool { return offset > voidPosition })
			wanted = append(before, beyond(log.Admitted, voidedOffset)...)
		}
		if got := offsets(batches); !slices.Equal(got, wanted) {
			t.Fatalf("from %d: %v, not %v", resumeFrom, got, wanted)
		}
		for _, batch := range batches {
			if batch.ProcessedTo < resumeFrom-1 {
				t.Errorf("from %d: announces %d", resumeFrom, batch.ProcessedTo)
			}
			for _, item := range batch.Items {
				known := func(bytesBefore []byte) bool { return bytes.Equal(bytesBefore, item.Encoded) }
				if !slices.ContainsFunc(said[item.Response.BusinessOffset], known) {
					t.Errorf("from %d: %s differs", resumeFrom, dump(t, item.Response))
				}
			}
		}
	}
	if last := replay(t, log, 0); last[len(last)-1].ProcessedTo != int64(len(log.Records))-1 {
		t.Error("does not process to the end")
	}
}

func TestHeartbeat(t *testing.T) {
	log := golden.Load(t)
	one := newWorker(log, 0)
	if got := one.Drain(1_000_000); got != nil {
		t.Errorf("a heartbeat before genesis: %v", got)
	}
	if _, err := one.Handle(&log.Records[0]); err != nil {
		t.Fatal(err)
	}
	one.Drain(1_000_000)
	if got := one.Drain(1_000_001); got != nil {
		t.Errorf("too early: %v", got)
	}
	now := 1_000_000 + one.Rules().Policy.Heartbeat
	if got := one.Drain(now); len(got) != 1 || len(got[0].Items) != 0 {
		t.Errorf("no heartbeat: %v", got)
	}
	for one.EmptyBatchIn(now) < RarestHeartbeatMs {
		if one.Join(now) != nil {
			t.Fatal("joins others at once")
		}
		now += one.EmptyBatchIn(now)
		one.Drain(now)
	}
	if got := one.Join(now + RarestHeartbeatMs/2); len(got) != 1 || len(got[0].Items) != 0 {
		t.Errorf("does not join others: %v", got)
	}
	rebuilding := newWorker(log, 3)
	if _, err := rebuilding.Handle(&log.Records[0]); err != nil {
		t.Fatal(err)
	}
	if got := append(rebuilding.Drain(1<<40), rebuilding.Join(1<<40)...); got != nil {
		t.Errorf("a heartbeat while rebuilding: %v", got)
	}
}

func TestBadGenesis(t *testing.T) {
	log := golden.Load(t)
	if _, err := newWorker(log, 0).Handle(&log.Records[1]); !errors.Is(err, admission.ErrBadGenesis) {
		t.Error(err)
	}
}

func TestBatchesAreCutWithinTheBounds(t *testing.T) {
	item := func(offset int64, size int) Item {
		return Item{make([]byte, size), &model.Response{BusinessOffset: offset}}
	}
	var items []Item
	for offset := int64(1); offset <= 600; offset++ {
		items = append(items, item(offset, 10))
	}
	batches := cut(items, 0, 700)
	if len(batches) != 3 || batches[0].ProcessedTo != 256 || batches[0].ResumeFrom != 257 || batches[2].ProcessedTo != 700 {
		t.Errorf("%d batches: %d, %d", len(batches), batches[0].ProcessedTo, batches[2].ProcessedTo)
	}
	large := cut([]Item{item(1, 300<<10), item(2, 300<<10)}, 9, 2)
	if len(large) != 2 || large[0].ProcessedTo != 9 || large[0].ResumeFrom != 2 {
		t.Errorf("%+v", large)
	}
}

func execute(service sdk.Service, maxOutput int32) answer {
	return guarded(service, state.NewTree(), &model.Request{}, maxOutput)
}

func TestGuard(t *testing.T) {
	put := func(key string) sdk.Write { return sdk.Put([]byte(key), nil) }
	for name, one := range map[string]struct {
		service  sdk.Service
		expected string
	}{
		"panic":     {func(sdk.State, sdk.Request) sdk.Answer { panic("x") }, "INTERNAL"},
		"nil map":   {func(sdk.State, sdk.Request) sdk.Answer { var m map[int]int; m[1] = 1; return sdk.Answer{} }, "INTERNAL"},
		"no status": {func(sdk.State, sdk.Request) sdk.Answer { return sdk.Answer{} }, "INTERNAL"},
		"twice":     {func(sdk.State, sdk.Request) sdk.Answer { return sdk.Done(nil, put("a"), put("b"), put("a")) }, "INTERNAL"},
		"not a text": {func(sdk.State, sdk.Request) sdk.Answer {
			return sdk.Answer{Status: sdk.OK, ContentType: "\xff"}
		}, "INTERNAL"},
		"output": {func(sdk.State, sdk.Request) sdk.Answer { return sdk.Done(make([]byte, 101)) }, "TOO_LARGE"},
		"writes": {func(sdk.State, sdk.Request) sdk.Answer {
			return sdk.Done(nil, sdk.Put([]byte("k"), make([]byte, maxAnswer)))
		}, "TOO_LARGE"},
	} {
		said := execute(one.service, 100)
		if said.status != "REFUSED" || !strings.Contains(string(said.output), one.expected) || len(said.writes) > 0 {
			t.Errorf("%s: %+v", name, said)
		}
	}
	said := execute(func(sdk.State, sdk.Request) sdk.Answer { return sdk.Done(nil, put("b"), sdk.Remove([]byte("a"))) }, 100)
	if said.status != "OK" || string(said.writes[0].Key) != "a" || said.writes[0].Value != nil || said.writes[1].Value == nil {
		t.Errorf("%+v", said)
	}
	said = execute(func(sdk.State, sdk.Request) sdk.Answer {
		return sdk.Answer{Status: sdk.Refused, Writes: []sdk.Write{put("a")}}
	}, 100)
	if len(said.writes) > 0 {
		t.Errorf("a refusal writes: %+v", said)
	}
}

// TestVoid takes the effect of a request away: it is answered as before, and the next one starts from the state before it.
func TestVoid(t *testing.T) {
	service := func(sdk.State, sdk.Request) sdk.Answer {
		return sdk.Done([]byte("{}"), sdk.Put([]byte("k"), []byte("v")))
	}
	policy := &model.Policy{Stateful: true, CheckpointInterval: 10, MaxOutput: 100}
	run := func(voids []StateVoid) (*model.Response, *model.Response) {
		executor := NewExecutor(0, service, Beginning{State: state.NewTree()}, voids)
		first := executor.Answer(9, digest.Hash{}, &model.Request{}, policy)
		return first, executor.Answer(10, digest.Hash{}, &model.Request{}, policy)
	}
	first, second := run(nil)
	if !bytes.Equal(second.PreState, first.PostState) || len(first.StateRoot) != 0 || len(second.StateRoot) != digest.Size {
		t.Errorf("%s %s", dump(t, first), dump(t, second))
	}
	voided, after := run([]StateVoid{{Offset: 9, Position: 20}})
	if dump(t, voided) != dump(t, first) || !bytes.Equal(after.PreState, first.PreState) {
		t.Errorf("%s %s", dump(t, voided), dump(t, after))
	}
	_, unreachable := run([]StateVoid{{Offset: 9, PostState: digest.Hash{1}, Position: 20}})
	if dump(t, unreachable) != dump(t, second) {
		t.Errorf("%s", dump(t, unreachable))
	}
}

func TestRejoinStateMachine(t *testing.T) {
	var requested []int64
	written := false
	rejoin := NewRejoinStateMachine(func(isolation int64) bool {
		requested = append(requested, isolation)
		return written
	})
	steps := []struct {
		isolation, now int64
		caughtUp       bool
		rebuild        bool
		requested      int
	}{
		{3, 0, false, false, 0}, // isolated in the past, still reading
		{0, 10, true, false, 0}, // lifted since
		{5, 20, true, true, 0},  // isolated now: build anew
		{5, 30, false, false, 0},
		{5, 40, true, false, 1},    // built, asks
		{5, 50, true, false, 1},    // failed: not at once again
		{5, 3000, true, false, 2},  // again
		{5, 9000, true, false, 2},  // written
		{0, 9500, true, false, 2},  // readmitted
		{8, 10000, true, true, 2},  // isolated again
		{8, 11000, true, false, 3}, // asks again
	}
	for i, step := range steps {
		written = step.now >= 3000
		if got := rejoin.MustRebuild(step.isolation, step.caughtUp, step.now); got != step.rebuild || len(requested) != step.requested {
			t.Fatalf("step %d: rebuild %v, requested %v", i, got, requested)
		}
	}
}
