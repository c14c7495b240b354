package wire

import (
	"errors"

	"tribunal/internal/digest"
)

// node is a decoded record whose unions say their branch. The walk before has seen that every field is there and of its
// type, so that the methods here read without checks.
type node map[string]any

func (n node) flag(field string) bool        { return n[field].(bool) }
func (n node) text(field string) string      { return n[field].(string) }
func (n node) int32(field string) int32      { return n[field].(int32) }
func (n node) int64(field string) int64      { return n[field].(int64) }
func (n node) bytes(field string) []byte     { return n[field].([]byte) }
func (n node) node(field string) node        { return n[field].(map[string]any) }
func (n node) hash(field string) digest.Hash { return digest.Hash(n.bytes(field)) }

func (n node) nodes(field string) []node {
	items := n[field].([]any)
	nodes := make([]node, len(items))
	for i, item := range items {
		nodes[i] = item.(map[string]any)
	}
	return nodes
}

func (n node) texts(field string) []string {
	items := n[field].([]any)
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = item.(string)
	}
	return texts
}

func (n node) longs(field string) []int64 {
	items := n[field].([]any)
	longs := make([]int64, len(items))
	for i, item := range items {
		longs[i] = item.(int64)
	}
	return longs
}

// branch returns the name of a union's branch, without its namespace, and its value; "" for null.
func (n node) branch(field string) (string, any) {
	tagged, ok := n[field].(map[string]any)
	if !ok {
		return "", nil
	}
	for name, value := range tagged {
		return unqualified(name), value
	}
	return "", nil
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
