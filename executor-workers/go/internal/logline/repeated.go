package logline

import (
	"fmt"
	"regexp"
	"sync"
	"time"
)

const (
	interval   = time.Minute
	mostCauses = 500
)

var digits = regexp.MustCompile(`[0-9]+`)

// limit lets one line a minute through for one cause.
type limit struct {
	lock  sync.Mutex
	now   func() time.Time
	lines map[string]*line
}

type line struct {
	at       time.Time
	withheld int
}

var repeatedLines = &limit{now: time.Now, lines: map[string]*line{}}

// admit returns how many lines were held back since the last one, and whether this one may be written.
func (l *limit) admit(cause string) (int, bool) {
	l.lock.Lock()
	defer l.lock.Unlock()
	now := l.now()
	last := l.lines[cause]
	if last != nil && now.Sub(last.at) < interval {
		last.withheld++
		return 0, false
	}
	if len(l.lines) >= mostCauses {
		clear(l.lines)
	}
	l.lines[cause] = &line{at: now}
	if last == nil {
		return 0, true
	}
	return last.withheld, true
}

// WorksAgain logs that a problem is over, one line a minute too.
func WorksAgain(event string, failures int) {
	if withheld, ok := repeatedLines.admit(event + " over"); ok {
		Info(event, "action", "none", "note", "it works again", "failures", failures, "withheld", withheld)
	}
}

// Repeated logs a problem that may come at every try: one line a minute for one cause, which is the event and the error
// without its numbers.
func Repeated(event string, err error, pairs ...any) {
	cause := event + " " + digits.ReplaceAllString(fmt.Sprint(err), "#")
	if withheld, ok := repeatedLines.admit(cause); ok {
		Warn(event, append([]any{"error", err, "withheld", withheld}, pairs...)...)
	}
}
