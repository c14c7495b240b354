package logline

import (
	"fmt"
	"testing"
	"time"
)

func TestOneLineAMinuteForOneCause(t *testing.T) {
	now := time.Unix(1000, 0)
	lines := &limit{now: func() time.Time { return now }, lines: map[string]*line{}}
	admit := func(cause string) string { withheld, ok := lines.admit(cause); return fmt.Sprint(withheld, ok) }
	for i, want := range []string{"0 true", "0 false", "0 false"} {
		if got := admit("a"); got != want {
			t.Fatalf("line %d: %s, not %s", i, got, want)
		}
	}
	if got := admit("b"); got != "0 true" {
		t.Fatalf("another cause: %s", got)
	}
	now = now.Add(time.Minute)
	if got := admit("a"); got != "2 true" {
		t.Fatalf("a minute later: %s", got)
	}
	for cause := range 10 * mostCauses {
		admit(fmt.Sprint("cause ", cause))
	}
	if len(lines.lines) > mostCauses {
		t.Fatalf("%d causes are kept", len(lines.lines))
	}
}
