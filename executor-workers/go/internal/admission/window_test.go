package admission

import (
	"math"
	"testing"
)

func TestWindowEdges(t *testing.T) {
	window := NewWindow()
	window.Mark(5_000, 7)
	for _, one := range []struct {
		sequence int64
		check    Check
		first    int64
	}{
		{5_000, Replayed, 7},
		{5_001, Fresh, unused},
		{5_000 - 1_023, Fresh, unused},
		{5_000 - 1_024, SequenceTooOld, unused},
		{0, SequenceTooOld, unused},
		{-1, SequenceTooOld, unused},
		{math.MinInt64, SequenceTooOld, unused},
		{5_001 + 1<<32, SequenceJump, unused},
	} {
		if check, first := window.Check(one.sequence); check != one.check || first != one.first {
			t.Errorf("%d: %s %d", one.sequence, check, first)
		}
	}
	if check, _ := NewWindow().Check(-1); check != SequenceTooOld {
		t.Errorf("a negative one in an empty window: %s", check)
	}
}
