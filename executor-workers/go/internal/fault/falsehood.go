package fault

import (
	"encoding/binary"
	"regexp"
	"strconv"

	"tribunal/internal/digest"
)

var (
	outputBalance = regexp.MustCompile(`"balance"\s*:\s*"-?[0-9]*(?:\.[0-9]*)?([0-9])"`)
	stateBalance  = regexp.MustCompile(`^-?[0-9]*(?:\.[0-9]*)?([0-9])\|`)
)

// dice make random choices as a function of a seed and a subject: the same after a restart.
type dice int64

func (d dice) falls(probability float64, subject []byte) bool {
	return float64(d.number(subject)>>11)/(1<<53) < probability
}

// between is from least to most, both included.
func (d dice) between(least, most int64, subject []byte) int64 {
	return least + int64(d.number(subject)%uint64(most-least+1))
}

func (d dice) number(subject []byte) uint64 {
	sum := digest.Sum(binary.BigEndian.AppendUint64(nil, uint64(d)), subject)
	return binary.BigEndian.Uint64(sum[:])
}

// falseOutput has another balance where there is one, else another error.
func (d dice) falseOutput(truth, subject []byte) []byte {
	if balance := outputBalance.FindSubmatchIndex(truth); balance != nil {
		return d.otherDigit(truth, balance, subject)
	}
	return []byte(`{"error":"LIE"}`)
}

// falseState has another balance where there is one, else a longer value.
func (d dice) falseState(truth, subject []byte) []byte {
	if balance := stateBalance.FindSubmatchIndex(truth); balance != nil {
		return d.otherDigit(truth, balance, subject)
	}
	return append(append([]byte(nil), truth...), '?')
}

// otherDigit puts another digit, from 1 to 9, so that the number stays in shortest form.
func (d dice) otherDigit(text []byte, at []int, subject []byte) []byte {
	digit := int64(text[at[2]]-'0') + d.between(1, 8, subject)
	if digit > 9 {
		digit -= 9
	}
	changed := append([]byte(nil), text[:at[2]]...)
	changed = strconv.AppendInt(changed, digit, 10)
	return append(changed, text[at[3]:]...)
}
