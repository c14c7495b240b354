package canonical

import (
	"encoding/binary"
	"errors"

	"tribunal/internal/digest"
)

// ErrNotCanonical says that bytes are not canonical: they end early, are too long or declare an impossible length.
var ErrNotCanonical = errors.New("not what was written")

// Reader reads what a Writer has written. After the first failed read every value is zero; call Done at the
// end. It never allocates by a declared length.
type Reader struct {
	in     []byte
	failed bool
}

// NewReader reads from the first byte on.
func NewReader(in []byte) *Reader { return &Reader{in: in} }

// Done is nil when all bytes were read and all could be.
func (r *Reader) Done() error {
	if r.failed || len(r.in) > 0 {
		return ErrNotCanonical
	}
	return nil
}

// Failed reports whether a read has failed.
func (r *Reader) Failed() bool { return r.failed }

// Fail marks the bytes as not canonical.
func (r *Reader) Fail() { r.failed, r.in = true, nil }

// Int32 reads 4 bytes.
func (r *Reader) Int32() int32 {
	if run := r.run(4); run != nil {
		return int32(binary.BigEndian.Uint32(run))
	}
	return 0
}

// Int64 reads 8 bytes.
func (r *Reader) Int64() int64 {
	if run := r.run(8); run != nil {
		return int64(binary.BigEndian.Uint64(run))
	}
	return 0
}

// Bytes reads a run behind its length; it shares memory with the input.
func (r *Reader) Bytes() []byte { return r.run(int64(r.Int32())) }

// Hash reads 32 bytes.
func (r *Reader) Hash() digest.Hash {
	var hash digest.Hash
	copy(hash[:], r.run(digest.Size))
	return hash
}

// List calls item as often as the list's size says, and stops at the first failure.
func (r *Reader) List(item func()) {
	size := r.Int32()
	if size < 0 || int64(size) > int64(len(r.in)) {
		r.Fail()
	}
	for i := int32(0); i < size && !r.failed; i++ {
		item()
	}
}

// Int64s reads a list of 8 bytes each.
func (r *Reader) Int64s() []int64 {
	var values []int64
	r.List(func() { values = append(values, r.Int64()) })
	return values
}

func (r *Reader) run(length int64) []byte {
	if r.failed || length < 0 || length > int64(len(r.in)) {
		r.Fail()
		return nil
	}
	run := r.in[:length:length]
	r.in = r.in[length:]
	return run
}
