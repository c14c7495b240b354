// Package recovery begins a partition from a verified snapshot instead of its first record (PROTOCOL 7).
package recovery

import (
	"bytes"
	"maps"
	"slices"

	"tribunal/internal/admission"
	"tribunal/internal/canonical"
	"tribunal/internal/digest"
	"tribunal/internal/model"
)

const contextVersion = 0x54524301

// Context is what a reader of business-log must know to continue after an offset: which entries made the rules, so that it
// reads only those again, and the replay windows.
type Context struct {
	Deployment     digest.Hash
	Partition      int32
	BusinessOffset int64
	Decisions      int64
	Head           digest.Hash
	RuleOffsets    []int64
	windows        map[string][]admission.Admitted
}

// ContextOf is the context of an admission that has just admitted the request at that offset.
func ContextOf(partition *admission.Partition, number int32, offset int64) *Context {
	chain := partition.Chain()
	context := &Context{chain.Deployment, number, offset, chain.Number, chain.Head, partition.RuleOffsets(),
		map[string][]admission.Admitted{}}
	for key, window := range partition.Windows() {
		if content := window.Content(); len(content) > 0 {
			context.windows[key] = content
		}
	}
	return context
}

// Encode returns the canonical encoding.
func (c *Context) Encode() []byte {
	out := &canonical.Writer{}
	out.Int32(contextVersion).Hash(c.Deployment).Int32(c.Partition).Int64(c.BusinessOffset)
	out.Int64(c.Decisions).Hash(c.Head).Int64s(c.RuleOffsets)
	out.Int32(int32(len(c.windows)))
	for _, key := range slices.Sorted(maps.Keys(c.windows)) {
		out.Text(key).Int32(int32(len(c.windows[key])))
		for _, admitted := range c.windows[key] {
			out.Int64(admitted.Sequence).Int64(admitted.Offset)
		}
	}
	return out.Bytes()
}

func decodeContext(encoded []byte) (*Context, bool) {
	in := canonical.NewReader(encoded)
	if in.Int32() != contextVersion {
		in.Fail()
	}
	context := &Context{Deployment: in.Hash(), Partition: in.Int32(), BusinessOffset: in.Int64(), Decisions: in.Int64(),
		Head: in.Hash(), RuleOffsets: in.Int64s(), windows: map[string][]admission.Admitted{}}
	in.List(func() { context.readWindow(in) })
	return context, in.Done() == nil && bytes.Equal(context.Encode(), encoded)
}

func (c *Context) readWindow(in *canonical.Reader) {
	key := string(in.Bytes())
	var content []admission.Admitted
	in.List(func() { content = append(content, admission.Admitted{Sequence: in.Int64(), Offset: in.Int64()}) })
	_, err := admission.RestoreWindow(content)
	if in.Failed() || err != nil || len(content) == 0 || !model.IsIdentifier(key) {
		in.Fail()
		return
	}
	c.windows[key] = content
}

// reopen returns an admission that continues after the offset. The rules are applied again and must agree with this context.
func (c *Context) reopen(records []model.BusinessRecord) (*admission.Partition, Flaw) {
	if !c.risesFromGenesis() {
		return nil, RuleOffsets
	}
	partition := admission.NewPartition(c.Partition, c.Deployment)
	for i := range records {
		if _, err := partition.Decide(&records[i]); err != nil {
			return nil, Rules
		}
	}
	switch {
	case !slices.Equal(partition.RuleOffsets(), c.RuleOffsets):
		return nil, Rules
	case partition.Chain().Number != c.Decisions:
		return nil, DecisionNumber
	case partition.Chain().Head != c.Head:
		return nil, DecisionHead
	}
	for key, content := range c.windows {
		window, err := admission.RestoreWindow(content)
		if err != nil {
			return nil, Unreadable
		}
		partition.Windows()[key] = window
	}
	return partition, ""
}

func (c *Context) risesFromGenesis() bool {
	offsets := c.RuleOffsets
	if len(offsets) == 0 || offsets[0] != 0 || offsets[len(offsets)-1] >= c.BusinessOffset {
		return false
	}
	for i := 1; i < len(offsets); i++ {
		if offsets[i-1] >= offsets[i] {
			return false
		}
	}
	return true
}
