package admission

import "errors"

const (
	windowWidth = 1024
	maxJump     = 1 << 32
	unused      = -1
)

// Check is the result of checking a sequence number against a window.
type Check string

// The checks.
const (
	Fresh          Check = "FRESH"            // above the highest, or unseen within the window
	SequenceJump   Check = "SEQUENCE_JUMP"    // more than 2^32 above the highest
	SequenceTooOld Check = "SEQUENCE_TOO_OLD" // below the window: whether it was used is not known
	Replayed       Check = "REPLAYED"         // used before
)

// Admitted is a sequence number in the window and the business offset where it was admitted.
type Admitted struct{ Sequence, Offset int64 }

// Window knows which sequence numbers one key has used in one partition: the last 1024 up to the highest. Only admitted
// requests are marked.
type Window struct {
	offsets [windowWidth]int64 // by sequence modulo the width
	highest int64
}

// NewWindow returns an empty window: any sequence number may be the first.
func NewWindow() *Window {
	w := &Window{highest: unused}
	for i := range w.offsets {
		w.offsets[i] = unused
	}
	return w
}

// RestoreWindow gives the window whose content the list is, or an error where no window has that content.
func RestoreWindow(content []Admitted) (*Window, error) {
	w := NewWindow()
	for _, one := range content {
		if check, _ := w.Check(one.Sequence); check != Fresh || one.Offset < 0 {
			return nil, errors.New("not the content of one replay window")
		}
		w.Mark(one.Sequence, one.Offset)
	}
	again := w.Content()
	if len(again) != len(content) {
		return nil, errors.New("not the content of one replay window")
	}
	for i, one := range again {
		if one != content[i] {
			return nil, errors.New("not the ascending content of one replay window")
		}
	}
	return w, nil
}

// Check classifies a sequence number; of one that was REPLAYED it gives the offset of the first use, else -1.
func (w *Window) Check(sequence int64) (Check, int64) {
	switch {
	case sequence < 0:
		return SequenceTooOld, unused
	case sequence > w.highest:
		if w.highest != unused && sequence-w.highest > maxJump {
			return SequenceJump, unused
		}
		return Fresh, unused
	case w.highest-sequence >= windowWidth:
		return SequenceTooOld, unused
	}
	if offset := w.offsets[sequence%windowWidth]; offset != unused {
		return Replayed, offset
	}
	return Fresh, unused
}

// Mark remembers an admitted request, which must be fresh.
func (w *Window) Mark(sequence, offset int64) {
	if sequence > w.highest {
		w.forgetUpTo(sequence)
		w.highest = sequence
	}
	w.offsets[sequence%windowWidth] = offset
}

// Content is all that the window holds, ascending by sequence.
func (w *Window) Content() []Admitted {
	var content []Admitted
	for below := min(windowWidth-1, w.highest); below >= 0; below-- {
		if offset := w.offsets[(w.highest-below)%windowWidth]; offset != unused {
			content = append(content, Admitted{w.highest - below, offset})
		}
	}
	return content
}

// forgetUpTo frees the slots of the numbers above the highest, up to and with the new one.
func (w *Window) forgetUpTo(highest int64) {
	steps := min(windowWidth, highest-max(w.highest, 0))
	for i := int64(0); i < steps; i++ {
		w.offsets[(highest-i)%windowWidth] = unused
	}
}
