// Package logline writes the log: one line an event, "time=.. level=.. event=.. key=value", on standard error.
package logline

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
	"unicode"
)

var lock sync.Mutex

// Info logs an event; pairs are keys and values.
func Info(event string, pairs ...any) { write("INFO", event, pairs) }

// Warn logs a problem that the process handles.
func Warn(event string, pairs ...any) { write("WARN", event, pairs) }

// Error logs a problem that an operator must look at.
func Error(event string, pairs ...any) { write("ERROR", event, pairs) }

func write(level, event string, pairs []any) {
	line := &strings.Builder{}
	fmt.Fprintf(line, "time=%s level=%s event=%s", time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), level, event)
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(line, " %v=%s", pairs[i], quoted(Escaped(fmt.Sprint(pairs[i+1]))))
	}
	line.WriteByte('\n')
	lock.Lock()
	defer lock.Unlock()
	fmt.Fprint(os.Stderr, line)
}

func quoted(text string) string {
	if text != "" && !strings.ContainsAny(text, ` "=`) {
		return text
	}
	return `"` + strings.ReplaceAll(text, `"`, "'") + `"`
}

// Escaped makes text from outside fit for one line: control and format characters stand as escapes, since direction marks
// reorder a line.
func Escaped(text string) string {
	safe := &strings.Builder{}
	for _, r := range strings.ToValidUTF8(text, "\ufffd") {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			fmt.Fprintf(safe, `\u%04x`, r)
		} else {
			safe.WriteRune(r)
		}
	}
	return safe.String()
}
