package probe

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"tribunal/accounts"
	"tribunal/internal/vectors"
)

// ask puts one request to a fresh probe process.
func ask(t testing.TB, request map[string]any) map[string]any {
	t.Helper()
	answers := converse(t, request)
	return answers[0]
}

func converse(t testing.TB, requests ...map[string]any) []map[string]any {
	t.Helper()
	in, out := &bytes.Buffer{}, &bytes.Buffer{}
	for i, request := range requests {
		request["id"] = i + 1
		text, err := json.Marshal(request)
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(text, '\n'))
	}
	if err := Serve(in, out, accounts.Execute); err != nil {
		t.Fatal(err)
	}
	var answers []map[string]any
	decoder := json.NewDecoder(out)
	decoder.UseNumber()
	for {
		answer := map[string]any{}
		if err := decoder.Decode(&answer); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, answer)
	}
	if len(answers) != len(requests) {
		t.Fatalf("%d answers to %d requests", len(answers), len(requests))
	}
	for i, answer := range answers {
		if fmt.Sprint(answer["id"]) != fmt.Sprint(i+1) {
			t.Fatalf("answer %d has id %v", i+1, answer["id"])
		}
	}
	return answers
}

type file struct {
	Deployment string
	Partition  json.Number
	Cases      []map[string]any
}

func load(t testing.TB, name string) file {
	var loaded file
	vectors.Load(t, name, &loaded)
	if len(loaded.Cases) == 0 {
		t.Fatalf("%s has no cases", name)
	}
	return loaded
}

func TestPartitioner(t *testing.T) {
	for _, one := range load(t, "partitioner.json").Cases {
		one["probe"] = "partition"
		if got := ask(t, one)["partition"]; got != one["partition"] {
			t.Errorf("%v: partition %v", one, got)
		}
	}
}

func TestSignatures(t *testing.T) {
	for _, one := range load(t, "signatures.json").Cases {
		got := ask(t, map[string]any{"probe": "verify", "publicKey": one["publicKey"], "message": one["message"],
			"signature": one["signature"]})
		if got["keyValid"] != one["keyValid"] || got["valid"] != one["valid"] {
			t.Errorf("%v: %v", one, got)
		}
	}
}

func TestBodies(t *testing.T) {
	judged := 0
	for _, one := range load(t, "normalization.json").Cases {
		wanted, ok := one["requestBody"]
		if !ok {
			continue
		}
		judged++
		if got := ask(t, map[string]any{"probe": "body", "body": one["output"]})["valid"]; got != wanted {
			t.Errorf("%.200v: %v", one["output"], got)
		}
	}
	if judged < 20 {
		t.Errorf("only %d bodies", judged)
	}
}

func TestReplayWindow(t *testing.T) {
	cases := load(t, "replay-window.json").Cases
	var checks, wanted []any
	for _, one := range cases {
		checks = append(checks, map[string]any{"sequence": text(one["sequence"]), "offset": text(one["offset"])})
		wanted = append(wanted, map[string]any{"check": one["check"], "firstOffset": text(one["firstOffset"])})
	}
	got := ask(t, map[string]any{"probe": "window", "checks": checks})["results"].([]any)
	for i := range wanted {
		if !reflect.DeepEqual(got[i], wanted[i]) {
			t.Errorf("%v: %v", cases[i], got[i])
		}
	}
}

func text(number any) any {
	if number == nil {
		return nil
	}
	return fmt.Sprint(number)
}

func asRecord(one map[string]any) map[string]any {
	return map[string]any{"offset": text(one["offset"]), "appendTime": text(one["appendTime"]),
		"logAppendTime": one["logAppendTime"], "value": one["value"]}
}

func expected(one map[string]any) map[string]any {
	wanted := one["expected"].(map[string]any)
	if _, ok := wanted["replayOf"]; ok {
		wanted["replayOf"] = text(wanted["replayOf"])
	}
	return wanted
}

func TestAdmission(t *testing.T) {
	log := load(t, "admission.json")
	var records []any
	for _, one := range log.Cases {
		records = append(records, asRecord(one))
	}
	got := ask(t, map[string]any{"probe": "admission", "deployment": log.Deployment, "partition": log.Partition,
		"records": records})["decisions"].([]any)
	for i, one := range log.Cases {
		if !reflect.DeepEqual(got[i], any(expected(one))) {
			t.Errorf("%v: %v, not %v", one["name"], got[i], one["expected"])
		}
	}
}

func TestRulesVersions(t *testing.T) {
	log := load(t, "rules-versions.json")
	for _, one := range log.Cases {
		var records, wanted []any
		for _, each := range one["records"].([]any) {
			record := each.(map[string]any)
			records, wanted = append(records, asRecord(record)), append(wanted, expected(record))
		}
		got := ask(t, map[string]any{"probe": "admission", "deployment": one["deployment"], "partition": log.Partition,
			"records": records})["decisions"]
		if !reflect.DeepEqual(got, any(wanted)) {
			t.Errorf("%v: %v, not %v", one["name"], got, wanted)
		}
	}
}

func TestHostileEnvelopes(t *testing.T) {
	log := load(t, "admission.json")
	for _, one := range load(t, "hostile-envelopes.json").Cases {
		got := ask(t, map[string]any{"probe": "admission", "deployment": log.Deployment, "partition": log.Partition,
			"records": []any{asRecord(log.Cases[0]), asRecord(one)}})["decisions"].([]any)[1]
		if !reflect.DeepEqual(got, any(expected(one))) {
			t.Errorf("%v: %v, not %v", one["name"], got, one["expected"])
		}
	}
}

func TestState(t *testing.T) {
	cases := load(t, "state.json").Cases
	var steps []any
	for _, one := range cases {
		steps = append(steps, map[string]any{"writes": one["writes"]})
	}
	got := ask(t, map[string]any{"probe": "state", "steps": steps})["steps"].([]any)
	for i, one := range cases {
		for _, field := range []string{"preState", "writesHash", "postState", "stateRoot"} {
			if said := got[i].(map[string]any)[field]; said != one[field] {
				t.Errorf("step %d: %s is %v, not %v", i, field, said, one[field])
			}
		}
	}
}

func TestHostileProbes(t *testing.T) {
	lines := []string{`{"id":1,"probe":"none"}`, `{"id":2`, `[]`, `{"id":"x","probe":"batch","seed":"00"}`,
		`{"id":5,"probe":"partition","shardKey":"a","partitions":0}`, `{"id":6,"probe":"admission","deployment":"zz"}`,
		`{"id":7,"probe":"execute","checkpointInterval":0}`, `{"id":8,"probe":"restore"}`, strings.Repeat("[", 1<<16)}
	out := &bytes.Buffer{}
	if err := Serve(strings.NewReader(strings.Join(lines, "\n\n")), out, accounts.Execute); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(out.String(), `"error"`); got != len(lines) {
		t.Errorf("%d errors: %s", got, out)
	}
}
