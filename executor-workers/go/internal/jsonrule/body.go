// Package jsonrule has the rule for request bodies of type application/json (PROTOCOL 4): the bytes are their own RFC 8785
// form, at most 64 KiB, 32 levels, integers within 2^53-1. It recognizes that form in one pass and builds nothing.
package jsonrule

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxBody        = 64 << 10
	maxDepth       = 32
	maxSafeInteger = 1<<53 - 1
	maxNumber      = 17 // characters of -9007199254740991
)

// IsCanonicalBody reports whether a body of type application/json is admitted.
func IsCanonicalBody(body []byte) bool {
	if len(body) > maxBody || !utf8.Valid(body) {
		return false
	}
	s := scanner{in: body}
	return s.value(0) && s.at == len(body)
}

type scanner struct {
	in []byte
	at int
}

func (s *scanner) value(depth int) bool {
	if s.at == len(s.in) {
		return false
	}
	switch s.in[s.at] {
	case '{':
		return depth < maxDepth && s.object(depth+1)
	case '[':
		return depth < maxDepth && s.array(depth+1)
	case '"':
		_, ok := s.text()
		return ok
	case 't':
		return s.literal("true")
	case 'f':
		return s.literal("false")
	case 'n':
		return s.literal("null")
	default:
		return s.number()
	}
}

func (s *scanner) take(c byte) bool {
	if s.at < len(s.in) && s.in[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) literal(word string) bool {
	if len(s.in)-s.at < len(word) || string(s.in[s.at:s.at+len(word)]) != word {
		return false
	}
	s.at += len(word)
	return true
}

// number takes -?(0|[1-9][0-9]*), not -0, up to 2^53-1 either way.
func (s *scanner) number() bool {
	from := s.at
	s.take('-')
	digits := s.at
	for s.at < len(s.in) && s.in[s.at] >= '0' && s.in[s.at] <= '9' {
		s.at++
	}
	length := s.at - digits
	if length == 0 || s.at-from > maxNumber || s.in[digits] == '0' && (length > 1 || digits > from) {
		return false
	}
	value, err := strconv.ParseInt(string(s.in[digits:s.at]), 10, 64)
	return err == nil && value <= maxSafeInteger
}

func (s *scanner) array(depth int) bool {
	s.at++
	if s.take(']') {
		return true
	}
	for s.value(depth) {
		if s.take(']') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
	return false
}

// object requires names strictly ascending by UTF-16 code units, so that none occurs twice.
func (s *scanner) object(depth int) bool {
	s.at++
	if s.take('}') {
		return true
	}
	var before []byte
	for first := true; ; first = false {
		name, ok := s.text()
		if !ok || !first && !isBelow(before, name) || !s.take(':') || !s.value(depth) {
			return false
		}
		before = name
		if s.take('}') {
			return true
		}
		if !s.take(',') {
			return false
		}
	}
}

// text reads a string in its canonical form and returns its value.
func (s *scanner) text() ([]byte, bool) {
	if !s.take('"') {
		return nil, false
	}
	from := s.at
	for s.at < len(s.in) {
		switch c := s.in[s.at]; {
		case c == '"':
			s.at++
			return s.in[from : s.at-1], true
		case c == '\\':
			return s.escaped(append([]byte(nil), s.in[from:s.at]...))
		case c < ' ':
			return nil, false
		default:
			s.at++
		}
	}
	return nil, false
}

func (s *scanner) escaped(said []byte) ([]byte, bool) {
	for s.at < len(s.in) {
		c := s.in[s.at]
		s.at++
		switch {
		case c == '"':
			return said, true
		case c < ' ':
			return nil, false
		case c == '\\':
			resolved, ok := s.escape()
			if !ok {
				return nil, false
			}
			said = append(said, resolved)
		default:
			said = append(said, c)
		}
	}
	return nil, false
}

// escape takes what follows a backslash: only what RFC 8785 itself would escape, and only in its spelling.
func (s *scanner) escape() (byte, bool) {
	if s.at == len(s.in) {
		return 0, false
	}
	c := s.in[s.at]
	s.at++
	switch c {
	case '"', '\\':
		return c, true
	case 'b':
		return '\b', true
	case 't':
		return '\t', true
	case 'n':
		return '\n', true
	case 'f':
		return '\f', true
	case 'r':
		return '\r', true
	case 'u':
		return s.control()
	default:
		return 0, false
	}
}

// control takes the four digits of \u00xx, lower-case, for control characters without a short escape.
func (s *scanner) control() (byte, bool) {
	if len(s.in)-s.at < 4 || s.in[s.at] != '0' || s.in[s.at+1] != '0' {
		return 0, false
	}
	high, low := s.in[s.at+2], hexDigit(s.in[s.at+3])
	if high != '0' && high != '1' || low < 0 {
		return 0, false
	}
	s.at += 4
	c := (high-'0')<<4 | byte(low)
	switch c {
	case '\b', '\t', '\n', '\f', '\r':
		return 0, false
	}
	return c, true
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	default:
		return -1
	}
}

// isBelow compares by UTF-16 code units, which differs from bytes where one side leaves the basic plane.
func isBelow(left, right []byte) bool {
	for len(left) > 0 && len(right) > 0 {
		a, aSize := utf8.DecodeRune(left)
		b, bSize := utf8.DecodeRune(right)
		if a != b {
			return isRuneBelow(a, b)
		}
		left, right = left[aSize:], right[bSize:]
	}
	return len(left) < len(right)
}

func isRuneBelow(a, b rune) bool {
	aHigh, aLow := units(a)
	bHigh, bLow := units(b)
	if aHigh != bHigh {
		return aHigh < bHigh
	}
	return aLow < bLow
}

func units(r rune) (rune, rune) {
	if r < 0x10000 {
		return r, 0
	}
	return utf16.EncodeRune(r)
}
