// Package canonical encodes each value in exactly one way (PROTOCOL 7, 8): integers big-endian, texts and byte runs behind
// their length (4 bytes), lists behind their size (4 bytes).
package canonical

import (
	"encoding/binary"

	"tribunal/internal/digest"
)

// Writer appends values. The zero value is ready.
type Writer struct{ out []byte }

// Int32 appends 4 bytes.
func (w *Writer) Int32(value int32) *Writer {
	w.out = binary.BigEndian.AppendUint32(w.out, uint32(value))
	return w
}

// Int64 appends 8 bytes.
func (w *Writer) Int64(value int64) *Writer {
	w.out = binary.BigEndian.AppendUint64(w.out, uint64(value))
	return w
}

// Int64s appends a list of 8 bytes each.
func (w *Writer) Int64s(values []int64) *Writer {
	w.Int32(int32(len(values)))
	for _, value := range values {
		w.Int64(value)
	}
	return w
}

// Text appends its length and its UTF-8.
func (w *Writer) Text(value string) *Writer {
	w.Int32(int32(len(value)))
	w.out = append(w.out, value...)
	return w
}

// Hash appends the 32 bytes without a length.
func (w *Writer) Hash(value digest.Hash) *Writer {
	w.out = append(w.out, value[:]...)
	return w
}

// Bytes returns what was written.
func (w *Writer) Bytes() []byte { return w.out }
