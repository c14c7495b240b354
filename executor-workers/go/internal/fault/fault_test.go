package fault

import (
	"bytes"
	"testing"

	"tribunal/internal/model"
	"tribunal/internal/worker"
	"tribunal/sdk"
)

func TestGrammar(t *testing.T) {
	for _, text := range []string{"lie", "lie:always", "lie@OPEN:0.3", "lie@OPEN", "wrong-state", "equivocate:0.5", "crash",
		"silent", "delay:100-500ms", "lie:0.3/20s", "silent/5s", "LIE"} {
		if _, err := Parse(text); err != nil {
			t.Error(err)
		}
	}
	for _, text := range []string{"", "lies", "lie:2", "lie:1.5", "lie:-1", "lie@:1", "delay:5-1ms", "delay:1-2", "silent:1",
		"lie/s", "wrong-state@OPEN", "lie:0.3/1234567s"} {
		if _, err := Parse(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

func injector(t *testing.T, text string, now *int64) *Injector {
	spec, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return NewInjector(spec, 7, func() { panic("halted") }, func() int64 { return *now })
}

func honest(sdk.State, sdk.Request) sdk.Answer {
	return sdk.Done([]byte(`{"account":"a","balance":"12.5"}`), sdk.Put([]byte("k"), []byte("12.5|none")))
}

func TestLies(t *testing.T) {
	now := int64(0)
	lie := injector(t, "lie@GET/2s", &now).Around(honest)
	said := lie(nil, sdk.Request{Operation: "GET"})
	if bytes.Equal(said.Output, honest(nil, sdk.Request{}).Output) || string(said.Writes[0].Value) != "12.5|none" {
		t.Errorf("%s", said.Output)
	}
	if said := lie(nil, sdk.Request{Operation: "OPEN"}); string(said.Output) != `{"account":"a","balance":"12.5"}` {
		t.Errorf("lies about another operation: %s", said.Output)
	}
	now = 2000
	if said := lie(nil, sdk.Request{Operation: "GET"}); string(said.Output) != `{"account":"a","balance":"12.5"}` {
		t.Errorf("does not heal: %s", said.Output)
	}
	wrong := injector(t, "wrong-state", &now).Around(honest)(nil, sdk.Request{})
	if string(wrong.Writes[0].Value) == "12.5|none" || string(wrong.Output) != `{"account":"a","balance":"12.5"}` {
		t.Errorf("%s %s", wrong.Output, wrong.Writes[0].Value)
	}
}

func TestOutgoing(t *testing.T) {
	now := int64(0)
	batch := worker.Batch{ProcessedTo: 4, ResumeFrom: 5, Items: []worker.Item{
		{Encoded: []byte("x"), Response: &model.Response{Status: "OK", PreState: []byte{}, PostState: []byte{}, StateRoot: []byte{}}}}}
	if got := injector(t, "silent", &now).Outgoing([]worker.Batch{batch}); len(got) != 1 || len(got[0].Batch.Items) != 0 {
		t.Errorf("%+v", got)
	}
	if got := injector(t, "delay:5-9ms", &now).Outgoing([]worker.Batch{batch}); got[0].Delay < 5 || got[0].Delay > 9 {
		t.Errorf("%+v", got)
	}
	got := injector(t, "equivocate", &now).Outgoing([]worker.Batch{batch})
	if len(got) != 2 || bytes.Equal(got[1].Batch.Items[0].Response.Output, batch.Items[0].Response.Output) {
		t.Errorf("%+v", got)
	}
	defer func() {
		if recover() != "halted" {
			t.Error("does not crash")
		}
	}()
	injector(t, "crash", &now).Outgoing([]worker.Batch{batch})
}
