package run

import (
	"errors"
	"io"
	"math/rand"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"tribunal/internal/broker"
	"tribunal/internal/config"
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

// served gives the address of a health server that is up.
func served(t *testing.T) string {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().(*net.TCPAddr)
	free.Close()
	l := &loop{writer: broker.NewWriter(nil, responseLog, "e1")}
	l.healthy.Store(true)
	server, err := serveHealth(&config.Config{HealthAddress: "127.0.0.1", HealthPort: address.Port}, l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return address.String()
}

func askHealth(t *testing.T, address string) {
	t.Helper()
	client := http.Client{Timeout: 10 * time.Second}
	answer, err := client.Get("http://" + address + "/health")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != 200 {
		t.Error(answer.StatusCode)
	}
}

func send(t *testing.T, address, text string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_, _ = conn.Write([]byte(text)) // the server may have closed already
	return conn
}

func TestAnswersAProbeBesideManyThatNeverFinishTheirRequest(t *testing.T) {
	for _, half := range []string{"", "GET /hea", "GET /health HTTP/1.1\r\nHost: a\r\na", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf"} {
		address := served(t)
		first := send(t, address, half)
		for number := range 1000 {
			send(t, address, half)
			if number%100 == 99 {
				askHealth(t, address)
			}
		}
		if _, err := io.ReadAll(first); err != nil && !errors.Is(err, syscall.ECONNRESET) {
			t.Error(err)
		}
	}
}

func TestClosesHalfARequestInTime(t *testing.T) {
	address := served(t)
	for _, half := range []string{"", "GET /hea", "GET /health HTTP/1.1\r\nHost: a\r\na"} {
		conn := send(t, address, half)
		_ = conn.SetReadDeadline(time.Now().Add(30 * time.Second))
		if _, err := io.ReadAll(conn); err != nil && !errors.Is(err, syscall.ECONNRESET) {
			t.Error(err)
		}
	}
}

func TestGoesOnAmidMalformedRequests(t *testing.T) {
	address := served(t)
	noise := rand.New(rand.NewSource(15))
	for range 1000 {
		text := make([]byte, noise.Intn(3000))
		noise.Read(text)
		conn := send(t, address, []string{"GET /health", "POST ", ""}[noise.Intn(3)]+string(text))
		_ = conn.(*net.TCPConn).CloseWrite()
		_ = conn.SetReadDeadline(time.Now().Add(30 * time.Second))
		if _, err := io.ReadAll(conn); errors.Is(err, os.ErrDeadlineExceeded) {
			t.Fatal(err)
		}
		conn.Close()
	}
	askHealth(t, address)
}
