// Package fault commits faults on purpose, for demonstrations and tests only.
package fault

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// Grammar is the syntax of a fault.
const Grammar = "lie[@OPERATION][:P], wrong-state[:P], equivocate[:P], crash[:P], silent, delay:MIN-MAXms;" +
	" P is always (the default) or a probability such as 0.3; each may end with /Ns: it heals after N seconds"

var (
	passing         = regexp.MustCompile(`^(.*)/([0-9]{1,6})s$`)
	withProbability = regexp.MustCompile(`^(lie|wrong-state|equivocate|crash)(?::(always|[01](?:\.[0-9]{1,9})?))?$`)
	lieAbout        = regexp.MustCompile(`^lie@([A-Za-z0-9._-]{1,64})(:.*)?$`)
	delay           = regexp.MustCompile(`^delay:([0-9]{1,7})-([0-9]{1,7})ms$`)
)

// Spec is a fault and how long it lasts. Kind is lie, wrong-state, equivocate, crash, silent or delay; Operation is the only
// one that a lie falls upon, if it is not all; Least and Most bound a delay, in ms; Seconds is -1 for ever.
type Spec struct {
	Text        string
	Kind        string
	Operation   string
	Probability float64
	Least, Most int64
	Seconds     int64
}

// Parse reads a fault as it is written after --fault.
func Parse(text string) (*Spec, error) {
	spec := &Spec{Text: text, Seconds: -1}
	rest := text
	if parts := passing.FindStringSubmatch(text); parts != nil {
		rest = parts[1]
		spec.Seconds, _ = strconv.ParseInt(parts[2], 10, 64)
	}
	if parts := lieAbout.FindStringSubmatch(rest); parts != nil {
		spec.Operation, rest = parts[1], "lie"+parts[2]
	}
	return spec, spec.parse(strings.ToLower(rest))
}

func (s *Spec) parse(rest string) error {
	if parts := withProbability.FindStringSubmatch(rest); parts != nil {
		s.Kind, s.Probability = parts[1], 1
		if parts[2] != "" && parts[2] != "always" {
			s.Probability, _ = strconv.ParseFloat(parts[2], 64)
		}
		if s.Probability > 1 {
			return unknown(s.Text)
		}
		return nil
	}
	if parts := delay.FindStringSubmatch(rest); parts != nil {
		s.Kind = "delay"
		s.Least, _ = strconv.ParseInt(parts[1], 10, 64)
		s.Most, _ = strconv.ParseInt(parts[2], 10, 64)
		if s.Least > s.Most {
			return unknown(s.Text)
		}
		return nil
	}
	if rest == "silent" {
		s.Kind = rest
		return nil
	}
	return unknown(s.Text)
}

func unknown(text string) error {
	return errors.New("no such fault: " + text + "; known are " + Grammar)
}
