package probe

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

	"tribunal/internal/digest"
	"tribunal/internal/model"
	"tribunal/internal/wire"
)

// long is a 64-bit integer that travels as a decimal string; a plain JSON integer is taken too. It never passes a double.
type long int64

// UnmarshalJSON reads the string or the integer.
func (l *long) UnmarshalJSON(text []byte) error {
	if len(text) >= 2 && text[0] == '"' {
		text = text[1 : len(text)-1]
	}
	value, err := strconv.ParseInt(string(text), 10, 64)
	*l = long(value)
	return err
}

// octets are bytes that travel as hex; nil for null.
type octets []byte

// UnmarshalJSON reads hex or null.
func (o *octets) UnmarshalJSON(text []byte) error {
	var digits *string
	if err := json.Unmarshal(text, &digits); err != nil {
		return err
	}
	if digits == nil {
		*o = nil
		return nil
	}
	raw, err := hex.DecodeString(*digits)
	if raw == nil {
		raw = []byte{}
	}
	*o = raw
	return err
}

func (o octets) hash() (digest.Hash, error) {
	if len(o) != digest.Size {
		return digest.Hash{}, fmt.Errorf("a hash of %d bytes", len(o))
	}
	return digest.Hash(o), nil
}

func decimal(value int64) string { return strconv.FormatInt(value, 10) }

// record is one of business-log as a probe gives it.
type record struct {
	Offset        long   `json:"offset"`
	AppendTime    long   `json:"appendTime"`
	LogAppendTime bool   `json:"logAppendTime"`
	Value         octets `json:"value"`
}

func (r record) decode(partition int32) model.BusinessRecord {
	return wire.Business(partition, int64(r.Offset), int64(r.AppendTime), r.LogAppendTime, r.Value)
}
