package recovery

import (
	"fmt"
	"slices"
	"testing"
)

// TestKeepsNothingOfForeignChunks indexes many large chunks of which only one place is final.
func TestKeepsNothingOfForeignChunks(t *testing.T) {
	final := Place{0, 7}
	value := make([]byte, 256<<10)
	reads := 0
	index, err := NewIndex(func(take func(key, value []byte)) error {
		reads++
		for offset := range int64(1_000) {
			take(fmt.Appendf(nil, "0/%d/0", offset), value)
		}
		take([]byte("0/9/0"), nil)
		take([]byte("no key"), value)
		return nil
	}, func(place Place) bool { return place == final || place == Place{0, 9} })
	if err != nil {
		t.Fatal(err)
	}
	if offsets := index.offsets(0); !slices.Equal(offsets, []int64{7}) {
		t.Errorf("%v", offsets)
	}
	if len(index.indexes) != 1 || len(index.indexes[final]) != 1 {
		t.Errorf("%v", index.indexes)
	}
	if chunks := index.chunks(final); len(chunks) != 0 || reads != 2 {
		t.Errorf("%d chunks, %d reads", len(chunks), reads)
	}
}

func TestHoldsABoundedNumberOfPositions(t *testing.T) {
	positions := Positions{}
	for _, key := range []string{"", "no key", "0/7/0", "0/7/1"} {
		positions.Take([]byte(key))
	}
	if len(positions) != 1 || !positions[Place{0, 7}] {
		t.Errorf("%v", positions)
	}
	for offset := range maxPositions + 5 {
		positions.Take(fmt.Appendf(nil, "1/%d/0", offset))
	}
	if len(positions) != maxPositions {
		t.Error(len(positions))
	}
}
