package wire

import (
	"bytes"
	"errors"
	"slices"

	"tribunal/internal/digest"
)

// node is a record as a view of its bytes: what nobody asks for costs nothing but the walk over it. The walk before has seen that
// every field is there and of its type, so that the methods here read without checks.
type node struct {
	shape  *shape
	fields [][]byte
}

func newNode(s *shape, in []byte) node {
	n := node{s, make([][]byte, len(s.parts))}
	for i, part := range s.parts {
		n.fields[i], in = split(part, in)
	}
	return n
}

// split takes the bytes of one datum from the front.
func split(s *shape, in []byte) (datum, rest []byte) {
	rest, err := s.walk(in)
	if err != nil {
		panic("a datum that was walked over before: " + err.Error())
	}
	return in[:len(in)-len(rest)], rest
}

func (n node) field(name string) (*shape, []byte) {
	i := slices.Index(n.shape.names, name)
	return n.shape.parts[i], n.fields[i]
}

// raw is the encoding of a field.
func (n node) raw(field string) []byte {
	_, in := n.field(field)
	return bytes.Clone(in)
}

func (n node) flag(field string) bool        { return n.raw(field)[0] == 1 }
func (n node) int32(field string) int32      { return int32(n.int64(field)) }
func (n node) hash(field string) digest.Hash { return digest.Hash(n.bytes(field)) }

func (n node) int64(field string) int64 {
	_, in := n.field(field)
	return number(in)
}

func (n node) text(field string) string {
	s, in := n.field(field)
	return text(s, in)
}

func (n node) bytes(field string) []byte {
	s, in := n.field(field)
	if s.kind == kindBytes {
		in, _, _ = counted(in)
	}
	return bytes.Clone(in)
}

func (n node) node(field string) node {
	s, in := n.field(field)
	return newNode(s, in)
}

func (n node) nodes(field string) []node {
	s, in := n.field(field)
	return items(s, in, newNode)
}

func (n node) texts(field string) []string {
	s, in := n.field(field)
	return items(s, in, text)
}

func (n node) longs(field string) []int64 {
	s, in := n.field(field)
	return items(s, in, func(_ *shape, in []byte) int64 { return number(in) })
}

// branch returns the name of a union's branch, without its namespace, and its value; "" for null.
func (n node) branch(field string) (string, any) {
	s, in := n.field(field)
	index, in, _ := varint(in)
	switch taken := s.parts[index]; taken.kind {
	case kindNull:
		return "", nil
	case kindRecord:
		return taken.name, newNode(taken, in)
	case kindEnum:
		return taken.name, text(taken, in)
	default:
		return taken.name, int32(number(in))
	}
}

// text is a string, or the symbol of an enum.
func text(s *shape, in []byte) string {
	if s.kind == kindEnum {
		return s.names[number(in)]
	}
	content, _, _ := counted(in)
	return string(content)
}

func number(in []byte) int64 {
	value, _, _ := varint(in)
	return value
}

func items[T any](s *shape, in []byte, read func(*shape, []byte) T) []T {
	count, in, _ := varint(in)
	made := make([]T, count)
	for i := range made {
		var item []byte
		item, in = split(s.parts[0], in)
		made[i] = read(s.parts[0], item)
	}
	return made
}

func unqualified(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return name
}

// collect keeps the first error.
type collect struct{ err error }

func (c *collect) require(holds bool, problem string) {
	if !holds && c.err == nil {
		c.err = errors.New(problem)
	}
}

func (c *collect) check(err error) {
	if c.err == nil {
		c.err = err
	}
}
