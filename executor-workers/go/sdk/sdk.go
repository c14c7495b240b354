// Package sdk is the API for authors of services: one function from the state before a request and the
// request to an answer. Everything else - logs, admission, signatures, state digests, recovery - is done around it.
package sdk

// Service answers one request. It must be a function of its arguments alone: no clock, no randomness, no order of a map, no
// network; else executors disagree. A panic is answered INTERNAL. It is never called concurrently for one partition.
type Service func(state State, request Request) Answer

// State is a partition's state before the request. Callers must not change the values.
type State interface {
	// Get gives the value of a key, and whether it has one.
	Get(key []byte) ([]byte, bool)
}

// Request is an admitted request. Bodies of type application/json are canonical (RFC 8785).
type Request struct {
	ID          [16]byte
	ClientID    string
	ShardKey    string
	Operation   string
	ContentType string
	Body        []byte
}

// Status says whether a service has executed the request or refused it.
type Status string

// The statuses. A refusal changes nothing.
const (
	OK      Status = "OK"
	Refused Status = "REFUSED"
)

// JSON is the content type that voters normalize before they compare.
const JSON = "application/json"

// Answer is a service's answer to one request. Writes, at most one for each key, may be in any order; those of a refusal are dropped.
type Answer struct {
	Status      Status
	ContentType string
	Output      []byte
	Writes      []Write
}

// Write is one change of state.
type Write struct {
	Key    []byte
	Value  []byte
	Remove bool
}

// Done answers with a JSON output and the changes of state.
func Done(json []byte, writes ...Write) Answer { return Answer{OK, JSON, json, writes} }

// Refuse returns a refusal: {"error":"CODE"}. The code must need no JSON escapes.
func Refuse(code string) Answer {
	return Answer{Refused, JSON, []byte(`{"error":"` + code + `"}`), nil}
}

// Put sets a key's value.
func Put(key, value []byte) Write { return Write{Key: key, Value: value} }

// Remove takes a key's value away.
func Remove(key []byte) Write { return Write{Key: key, Remove: true} }
