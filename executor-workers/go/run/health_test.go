package run

import (
	"errors"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"tribunal/internal/broker"
	"tribunal/internal/metrics"
)

func get(l *loop, path string) (int, string) {
	out := httptest.NewRecorder()
	handler("e1", l).ServeHTTP(out, httptest.NewRequest("GET", path, nil))
	return out.Code, out.Body.String()
}

func TestHealth(t *testing.T) {
	l := &loop{writer: broker.NewWriter(nil, responseLog, "e1")}
	if code, body := get(l, "/health"); code != 503 || body != `{"status":"DOWN"}` {
		t.Errorf("%d %s", code, body)
	}
	l.healthy.Store(true)
	if code, body := get(l, "/health"); code != 200 || body != `{"status":"UP"}` {
		t.Errorf("%d %s", code, body)
	}
	if _, err := l.retries.Failed(errors.New("no broker")); err != nil {
		t.Fatal(err)
	}
	if code, _ := get(l, "/health"); code != 503 {
		t.Error(code)
	}
	if code, _ := get(l, "/other"); code != 404 {
		t.Error(code)
	}
}

func TestMetrics(t *testing.T) {
	metrics.ProcessedTo(3, 41)
	code, body := get(&loop{}, "/metrics")
	if code != 200 {
		t.Error(code)
	}
	for _, name := range []string{`requests_total{outcome="answered"}`, `requests_total{outcome="rejected"}`, "batches_total",
		`processed_offset{partition="3"}`, "backlog_bytes", "execute_seconds_total", "write_failures_total",
		`info{executor="e1",language="go",version="` + Version + `"}`} {
		if !strings.Contains(body, "\ntribunal_executor_"+name+" ") {
			t.Errorf("no %s in\n%s", name, body)
		}
	}
	line := regexp.MustCompile(`^(# (HELP|TYPE) .*|tribunal_executor_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.]+)$`)
	for _, one := range strings.Split(strings.TrimSpace(body), "\n") {
		if !line.MatchString(one) {
			t.Errorf("not the text form: %s", one)
		}
	}
}
