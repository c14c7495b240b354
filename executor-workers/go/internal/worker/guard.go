// Package worker handles the records of one partition of business-log, and decides what is written and when.
package worker

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"tribunal/internal/logline"
	"tribunal/internal/model"
	"tribunal/internal/state"
	"tribunal/sdk"
)

const (
	maxAnswer     = model.MaxResponseBytes - 64<<10
	writeOverhead = 16
)

// answer is a checked answer of a service: writes ascending by key, none for a refusal.
type answer struct {
	status      string
	contentType string
	output      []byte
	writes      []model.Write
}

// guarded turns failures of a service into refusals: panics, two writes to one key and invalid UTF-8 become INTERNAL, answers
// that are too large TOO_LARGE.
func guarded(service sdk.Service, view sdk.State, request *model.Request, maxOutput int32) answer {
	said, err := run(service, view, request)
	if err != nil {
		logline.Error("executor_failed", "request", fmt.Sprintf("%x", request.RequestID), "answered", "INTERNAL",
			"error", err)
		return refusal("INTERNAL")
	}
	if len(said.output) > int(maxOutput) || said.size() > maxAnswer {
		return refusal("TOO_LARGE")
	}
	return said
}

func run(service sdk.Service, view sdk.State, request *model.Request) (said answer, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("panic: %v", panicked)
		}
	}()
	return ordered(service(view, sdk.Request{
		ID:          request.RequestID,
		ClientID:    request.ClientID,
		ShardKey:    request.ShardKey,
		Operation:   request.Operation,
		ContentType: request.ContentType,
		Body:        request.Body,
	}))
}

func ordered(said sdk.Answer) (answer, error) {
	if !utf8.ValidString(said.ContentType) {
		return answer{}, fmt.Errorf("the content type is not UTF-8")
	}
	made := answer{string(said.Status), said.ContentType, nonNil(said.Output), []model.Write{}}
	switch said.Status {
	case sdk.Refused:
		return made, nil
	case sdk.OK:
	default:
		return answer{}, fmt.Errorf("no such status: %q", said.Status)
	}
	for _, write := range said.Writes {
		one := model.Write{Key: nonNil(write.Key)}
		if !write.Remove {
			value := nonNil(write.Value)
			one.Value = &value
		}
		made.writes = append(made.writes, one)
	}
	slices.SortStableFunc(made.writes, func(a, b model.Write) int { return bytes.Compare(a.Key, b.Key) })
	if !state.IsAscending(made.writes) {
		return answer{}, fmt.Errorf("an answer writes one key twice")
	}
	return made, nil
}

func nonNil(run []byte) []byte {
	if run == nil {
		return []byte{}
	}
	return run
}

func (a answer) size() int {
	size := len(a.output) + len(a.contentType)
	for _, write := range a.writes {
		size += len(write.Key) + writeOverhead
		if write.Value != nil {
			size += len(*write.Value)
		}
	}
	return size
}

func refusal(code string) answer {
	said, _ := ordered(sdk.Refuse(code))
	return said
}
