package run

import (
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"tribunal/internal/config"
	"tribunal/internal/metrics"
)

const (
	healthConnections = 64
	healthHeadBytes   = 16 << 10
	healthRequestTime = 5 * time.Second
	healthAnswerTime  = 10 * time.Second
)

// serveHealth serves GET /health and GET /metrics, on the loopback address unless told otherwise; port 0 serves nothing. It is
// bounded in time, connections and bytes.
func serveHealth(settings *config.Config, l *loop) (*http.Server, error) {
	server := &http.Server{Handler: handler(settings.ExecutorID, l), ReadTimeout: healthRequestTime,
		WriteTimeout: healthAnswerTime, MaxHeaderBytes: healthHeadBytes}
	server.SetKeepAlivesEnabled(false)
	if settings.HealthPort == 0 {
		return server, nil
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(settings.HealthAddress, strconv.Itoa(settings.HealthPort)))
	if err != nil {
		return nil, fmt.Errorf("tribunal.health.port: %w", err)
	}
	go func() { _ = server.Serve(&connections{Listener: listener, places: healthConnections}) }() // ends with Close
	return server, nil
}

func handler(executor string, l *loop) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "application/json")
		if l.isHealthy() {
			fmt.Fprint(out, `{"status":"UP"}`)
			return
		}
		out.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprint(out, `{"status":"DOWN"}`)
	})
	mux.HandleFunc("GET /metrics", func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		metrics.Write(out, executor, Version)
	})
	return mux
}
