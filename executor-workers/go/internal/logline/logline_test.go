package logline

import "testing"

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"plain":           "plain",
		"a\nb\r":          `a\u000ab\u000d`,
		"\u202eabc\u2028": `\u202eabc\u2028`,
		"\x1b[31m":        `\u001b[31m`,
		"\xff":            "\ufffd",
		"日本 é":            "日本 é",
	} {
		if got := Escaped(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	for text, want := range map[string]string{"a": "a", "": `""`, "a b": `"a b"`, `a "b"=`: `"a 'b'="`} {
		if got := quoted(text); got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
}
