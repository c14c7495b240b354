// Package wire reads and writes the bytes of the logs: Avro in canonical form, single objects, framed values
// (PROTOCOL 1, 2). A reader survives every byte string and allocates no more than the value's own size asks for.
package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

type kind int

const (
	kindNull kind = iota
	kindBoolean
	kindInt
	kindLong
	kindBytes
	kindString
	kindFixed
	kindEnum
	kindArray
	kindUnion
	kindRecord
)

// shape is as much of a schema as is needed to walk the bytes of a datum.
type shape struct {
	kind  kind
	name  string   // without its namespace
	size  int      // of a fixed; how many symbols of an enum
	names []string // of a record's fields, or an enum's symbols
	parts []*shape
}

var errEndsEarly = errors.New("ends early")

// walk goes over the one canonical encoding of a datum from the first byte and gives what follows it: shortest varints,
// arrays in one block, valid UTF-8, indices in range. It allocates nothing, so that the decoder behind it only ever sees
// lengths that the input really has.
func (s *shape) walk(in []byte) ([]byte, error) {
	switch s.kind {
	case kindRecord:
		var err error
		for _, field := range s.parts {
			if in, err = field.walk(in); err != nil {
				return nil, err
			}
		}
		return in, nil
	case kindArray:
		return s.walkArray(in)
	case kindUnion:
		index, in, err := varint(in)
		if err != nil || index < 0 || index >= int64(len(s.parts)) {
			return nil, errors.Join(err, errors.New("union branch out of range"))
		}
		return s.parts[index].walk(in)
	case kindEnum:
		index, in, err := varint(in)
		if err != nil || index < 0 || index >= int64(s.size) {
			return nil, errors.Join(err, errors.New("enum index out of range"))
		}
		return in, nil
	default:
		return s.walkLeaf(in)
	}
}

func (s *shape) walkLeaf(in []byte) ([]byte, error) {
	switch s.kind {
	case kindFixed:
		_, rest, err := take(in, int64(s.size))
		return rest, err
	case kindBytes:
		_, rest, err := counted(in)
		return rest, err
	case kindString:
		text, rest, err := counted(in)
		if err == nil && !utf8.Valid(text) {
			err = errors.New("not UTF-8")
		}
		return rest, err
	case kindInt:
		value, rest, err := varint(in)
		if err == nil && value != int64(int32(value)) {
			err = errors.New("int out of range")
		}
		return rest, err
	case kindLong:
		_, rest, err := varint(in)
		return rest, err
	case kindBoolean:
		flag, rest, err := take(in, 1)
		if err == nil && flag[0] > 1 {
			err = errors.New("neither true nor false")
		}
		return rest, err
	default:
		return in, nil
	}
}

func (s *shape) walkArray(in []byte) ([]byte, error) {
	count, in, err := varint(in)
	if err != nil || count == 0 {
		return in, err
	}
	if count < 0 || count > int64(len(in)) {
		return nil, fmt.Errorf("block of %d items", count)
	}
	for ; count > 0; count-- {
		if in, err = s.parts[0].walk(in); err != nil {
			return nil, err
		}
	}
	end, in, err := varint(in)
	if err == nil && end != 0 {
		err = errors.New("array in more than one block")
	}
	return in, err
}

func take(in []byte, length int64) ([]byte, []byte, error) {
	if length < 0 || length > int64(len(in)) {
		return nil, nil, fmt.Errorf("length %d with %d bytes left", length, len(in))
	}
	return in[:length], in[length:], nil
}

func counted(in []byte) ([]byte, []byte, error) {
	length, rest, err := varint(in)
	if err != nil {
		return nil, nil, err
	}
	return take(rest, length)
}

// varint reads a zig-zag varint of up to 64 bits in its shortest form.
func varint(in []byte) (int64, []byte, error) {
	var bits uint64
	for i := 0; i < 10; i++ {
		if i == len(in) {
			return 0, nil, errEndsEarly
		}
		octet := in[i]
		if i == 9 && octet > 1 || i > 0 && octet == 0 {
			return 0, nil, errors.New("varint not in its shortest form")
		}
		bits |= uint64(octet&0x7f) << (7 * i)
		if octet < 0x80 {
			return int64(bits>>1) ^ -int64(bits&1), in[i+1:], nil
		}
	}
	return 0, nil, errors.New("varint too long")
}

// shapeOf reads the shape out of a schema; named types may be referred to by their name.
func shapeOf(schema json.RawMessage, named map[string]*shape) (*shape, error) {
	var name string
	if json.Unmarshal(schema, &name) == nil {
		return shapeNamed(name, named)
	}
	var branches []json.RawMessage
	if json.Unmarshal(schema, &branches) == nil {
		union := &shape{kind: kindUnion}
		return union, union.add(branches, named)
	}
	var node struct {
		Type    json.RawMessage
		Name    string
		Size    int
		Symbols []string
		Items   json.RawMessage
		Fields  []struct {
			Name string
			Type json.RawMessage
		}
	}
	if err := json.Unmarshal(schema, &node); err != nil {
		return nil, err
	}
	var of string
	if err := json.Unmarshal(node.Type, &of); err != nil {
		return nil, err
	}
	made := &shape{name: unqualified(node.Name)}
	if node.Name != "" {
		named[node.Name] = made
	}
	switch of {
	case "record":
		made.kind = kindRecord
		for _, field := range node.Fields {
			made.names = append(made.names, field.Name)
			if err := made.add([]json.RawMessage{field.Type}, named); err != nil {
				return nil, err
			}
		}
	case "array":
		made.kind = kindArray
		return made, made.add([]json.RawMessage{node.Items}, named)
	case "enum":
		made.kind, made.size, made.names = kindEnum, len(node.Symbols), node.Symbols
	case "fixed":
		made.kind, made.size = kindFixed, node.Size
	default:
		return nil, fmt.Errorf("no schema of ours has a %s", of)
	}
	return made, nil
}

func (s *shape) add(schemas []json.RawMessage, named map[string]*shape) error {
	for _, schema := range schemas {
		part, err := shapeOf(schema, named)
		if err != nil {
			return err
		}
		s.parts = append(s.parts, part)
	}
	return nil
}

func shapeNamed(name string, named map[string]*shape) (*shape, error) {
	kinds := map[string]kind{"null": kindNull, "boolean": kindBoolean, "int": kindInt, "long": kindLong,
		"bytes": kindBytes, "string": kindString}
	if primitive, ok := kinds[name]; ok {
		return &shape{kind: primitive, name: name}, nil
	}
	if known, ok := named[name]; ok {
		return known, nil
	}
	return nil, fmt.Errorf("unknown type %s", name)
}
