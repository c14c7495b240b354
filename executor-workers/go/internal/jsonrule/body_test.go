package jsonrule

import (
	"strings"
	"testing"
)

func TestBodies(t *testing.T) {
	for body, valid := range map[string]bool{
		`{}`: true, `[]`: true, `null`: true, `""`: true, `{"a":[1,-2,true,false,null,"x"]}`: true,
		``: false, ` {}`: false, `{} `: false, `{"a" :1}`: false, `[1, 2]`: false, `[1,]`: false, `{"a":1,}`: false, `nul`: false,
		`9007199254740991`: true, `-9007199254740991`: true, `9007199254740992`: false, `-0`: false, `01`: false, `1.0`: false,
		`1e2`: false, `-`: false, `99999999999999999999`: false,
		`{"a":1,"b":2}`: true, `{"b":1,"a":2}`: false, `{"a":1,"a":2}`: false, `{"a":1,"\u0061":2}`: false,
		`"\u001f"`: true, `"\u001F"`: false, `"\n"`: true, `"\u000a"`: false, `"\/"`: false, `"/"`: true, "\"\n\"": false,
		`"\u0041"`: false, `"\ud83d\ude00"`: false, `"😀"`: true, "\"\x7f\"": true, "\"\xff\"": false, "\"\xed\xa0\x80\"": false,
		"\ufeff{}": false, `"\u00e9"`: false, `"é"`: true,
		// UTF-16 puts what lies beyond the basic plane before U+E000 to U+FFFF
		"{\"😀\":1,\"\ufffd\":2}": true, "{\"\ufffd\":1,\"😀\":2}": false,
		`{"":1,"\u0000":2,"\t":3,"a":4,"aa":5}`: true, `{"\t":1,"\u0000":2}`: false,
	} {
		if got := IsCanonicalBody([]byte(body)); got != valid {
			t.Errorf("%q: %v", body, got)
		}
	}
}

func TestBounds(t *testing.T) {
	nested := func(depth int) []byte { return []byte(strings.Repeat("[", depth) + strings.Repeat("]", depth)) }
	long := func(size int) []byte { return []byte(`"` + strings.Repeat("x", size-2) + `"`) }
	if !IsCanonicalBody(nested(maxDepth)) || IsCanonicalBody(nested(maxDepth+1)) || IsCanonicalBody([]byte(strings.Repeat("[", maxBody))) {
		t.Error("depth")
	}
	if !IsCanonicalBody(long(maxBody)) || IsCanonicalBody(long(maxBody+1)) {
		t.Error("length")
	}
}
