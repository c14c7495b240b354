// Package model has the records of the logs, decoded and checked for their form but not yet verified (PROTOCOL 2, 3, 8).
package model

import (
	"errors"
	"fmt"

	"tribunal/internal/digest"
	"tribunal/internal/signing"
)

// Bounds of protocol version 1 that no policy can move, in bytes but for MaxResponses.
const (
	MaxEntry         = 1 << 20
	MaxResponses     = 256
	MaxResponseBytes = 512 << 10
)

// The media types of signed payloads.
const (
	GenesisType       = "application/vnd.tribunal.genesis.v1+avro"
	RequestType       = "application/vnd.tribunal.request.v1+avro"
	ControlType       = "application/vnd.tribunal.control.v1+avro"
	ResponseBatchType = "application/vnd.tribunal.response-batch.v1+avro"
	ResponseType      = "application/vnd.tribunal.response.v1+avro"
)

// Role is what a key may sign.
type Role string

// The roles.
const (
	Client    Role = "CLIENT"
	Executor  Role = "EXECUTOR"
	Validator Role = "VALIDATOR"
	Root      Role = "ROOT"
)

// Request is a client's request. NotAfter is epoch ms.
type Request struct {
	Deployment  digest.Hash
	RequestID   [16]byte
	ClientID    string
	Sequence    int64
	NotAfter    int64
	ShardKey    string
	Operation   string
	ContentType string
	Body        []byte
}

// Key is a registered key and its one owner.
type Key struct {
	ID     string
	Role   Role
	Owner  string
	Public []byte
}

// Genesis is the first entry of every partition.
type Genesis struct {
	Deployment    digest.Hash
	Service       string
	Partitions    int32
	Executors     []string
	Validators    []string
	Keys          []Key
	RootThreshold int32
	Policy        Policy
	RulesVersion  RulesVersion
}

// OneHonestValidator is v+1, the smallest set of validators that must contain an honest one.
func (g *Genesis) OneHonestValidator() int { return (len(g.Validators)-1)/2 + 1 }

// IsValidator reports whether genesis names that validator.
func (g *Genesis) IsValidator(id string) bool {
	for _, validator := range g.Validators {
		if validator == id {
			return true
		}
	}
	return false
}

// Bounds reports whether no verdict under that policy can outgrow what a record may hold; rules version 1 has no such bound.
func (g *Genesis) Bounds(policy *Policy) bool {
	return !g.RulesVersion.BoundsVerdicts() || largestVerdict(len(g.Executors), policy.EmbedCertificates) <= maxDerivedRecord
}

// Policy is the part of a policy that an executor uses; the rest was only checked. Times in ms, sizes in bytes, the interval in
// business offsets.
type Policy struct {
	Stateful  bool
	Heartbeat int64
	MaxStep   int64
	// LongestDeadline is the longest one that a ballot of any operation can have.
	LongestDeadline      int64
	MaxValidity          int64
	MaxOutput            int32
	MaxOpenBallots       int32
	CheckpointInterval   int32
	AcceptedFingerprints []int64
	EmbedCertificates    bool
	// Usable is false when a normalization profile in it cannot be applied: then it can be no deployment's policy.
	Usable bool
}

// Accepts reports whether payloads of that schema are admitted.
func (p *Policy) Accepts(fingerprint int64) bool {
	for _, accepted := range p.AcceptedFingerprints {
		if accepted == fingerprint {
			return true
		}
	}
	return false
}

// Content is what a readable business-log entry carries: *Genesis, *Request or *Control.
type Content interface{ In() digest.Hash }

// In gives the deployment that the payload names.
func (g *Genesis) In() digest.Hash { return g.Deployment }

// In gives the deployment that the payload names.
func (r *Request) In() digest.Hash { return r.Deployment }

// In gives the deployment that the payload names.
func (c *Control) In() digest.Hash { return c.Subject.In() }

// Entry is a well-formed envelope of business-log. Fingerprint is that of its payload's schema (CRC-64-AVRO).
type Entry struct {
	Envelope    signing.Envelope
	Fingerprint int64
	Content     Content
}

// BusinessRecord is a record of business-log as a reader found it. Entry is nil when it is MALFORMED; Detail says why.
type BusinessRecord struct {
	Partition  int32
	Offset     int64
	AppendTime int64
	ValueHash  digest.Hash
	Entry      *Entry
	Detail     string
}

// Response is one answer to one business entry. States and root are empty or 32 bytes.
type Response struct {
	BusinessOffset int64       `avro:"businessOffset"`
	RequestHash    digest.Hash `avro:"requestHash"`
	PreState       []byte      `avro:"preState"`
	PostState      []byte      `avro:"postState"`
	StateRoot      []byte      `avro:"stateRoot"`
	Status         string      `avro:"status"`
	ContentType    string      `avro:"contentType"`
	Output         []byte      `avro:"output"`
	Writes         []Write     `avro:"writes"`
}

// Write is one change of state; a nil Value removes the key.
type Write struct {
	Key   []byte  `avro:"key"`
	Value *[]byte `avro:"value"`
}

// Header is what is signed for all responses of a batch.
type Header struct {
	Deployment  digest.Hash `avro:"deployment"`
	ExecutorID  string      `avro:"executorId"`
	Partition   int32       `avro:"partition"`
	ProcessedTo int64       `avro:"processedTo"`
	Count       int32       `avro:"count"`
	Root        digest.Hash `avro:"root"`
}

// CheckIdentifier rejects text that is not 1 to 64 of A-Z a-z 0-9 . _ : -
func CheckIdentifier(kind, value string) error {
	if !IsIdentifier(value) {
		return errors.New(kind + " must be 1 to 64 of A-Z a-z 0-9 . _ : -")
	}
	return nil
}

// IsIdentifier reports whether a text is a valid name.
func IsIdentifier(value string) bool {
	if len(value) == 0 || len(value) > 64 {
		return false
	}
	for i := 0; i < len(value); i++ {
		c := value[i]
		if !(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ||
			c == '.' || c == '_' || c == ':' || c == '-') {
			return false
		}
	}
	return true
}

// CheckAscending refuses names that do not rise strictly by their bytes.
func CheckAscending(field string, names []string) error {
	for i := 1; i < len(names); i++ {
		if names[i-1] >= names[i] {
			return fmt.Errorf("%s not ascending at %d", field, i)
		}
	}
	return nil
}
